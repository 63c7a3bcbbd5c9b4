import type { Command } from "./command.ts";
import type { Observation } from "./observation.ts";
import { energyOnLink, powerOnLink, socOnLink } from "./onLink.ts";

let checking = false;

/** Tests switch this on; in production a message costs no check. */
export function checkMessages(on: boolean): void {
  checking = on;
}

/** Makes an observation; when checking is on, throws what is wrong with it. */
export function observation<O extends Observation>(message: O): O {
  if (checking) checkObservation(message);
  return message;
}

/** Makes a command; when checking is on, throws what is wrong with it. */
export function command<C extends Command>(message: C): C {
  if (checking) {
    checkFields(message);
    require(message, message.commandId > 0, "commandId is above 0");
  }
  return message;
}

function checkObservation(message: Observation): void {
  checkFields(message);
  require(message, message.knownAtMs >= message.atMs, "nothing is known before it is true");
  if (message.kind === "requestChanged") {
    require(message, message.minTargetSoc <= message.maxTargetSoc, "minTargetSoc ≤ maxTargetSoc");
  }
  if (message.kind === "charging") {
    require(message, message.state !== "paused" || message.powerKw === 0, "no power while paused");
  }
}

/** Every field by its suffix: the unit in the name says what it must be. */
function checkFields(message: object): void {
  for (const [name, value] of Object.entries(message)) {
    if (typeof value !== "number") continue;
    require(message, Number.isFinite(value), `${name} is finite`);
    if (name.endsWith("Ms") || name.endsWith("Id")) {
      require(message, Number.isSafeInteger(value), `${name} is a whole number`);
      require(message, value >= 0, `${name} is not negative`);
    } else if (/soc$/i.test(name)) {
      require(message, value >= 0 && value <= 1, `${name} lies within 0 and 1`);
      require(message, value === socOnLink(value), `${name} is a multiple of 0.0001`);
    } else if (name === "powerKw") {
      require(message, value >= 0, `${name} is not negative`);
      require(message, value === powerOnLink(value), `${name} is in whole watts`);
    } else if (name.endsWith("Kwh") && !name.endsWith("PerKwh")) {
      require(message, value === energyOnLink(value), `${name} is in whole watt-hours`);
    } else if (name === "limitKw") {
      require(message, value >= 0, `${name} is not negative`);
    }
  }
}

function require(message: object, holds: boolean, rule: string): void {
  if (!holds) throw new Error(`broken message, ${rule}: ${JSON.stringify(message)}`);
}
