import { type Device, type Engine, phase, RandomStream } from "../../src/engine/index.ts";
import type { Command, CommandResult, Link, Observation, Port } from "../../src/messages/index.ts";

/** How bad a link is: shares of commands, and the longest delay of an answer. */
export interface Faults {
  readonly seed: number;
  readonly rejected: number;
  readonly commandLost: number;
  readonly answerLost: number;
  readonly answeredTwice: number;
  readonly delayMs: number;
}

/** One station's link: commands go through in order or not at all, answers late or not at all. */
class FaultyPort implements Port<Observation, Command>, Device {
  readonly #engine: Engine;
  readonly #port: Port<Observation, Command>;
  readonly #faults: Faults;
  readonly #chance: RandomStream;
  readonly #slot: number;
  readonly #late: { atMs: number; answer: CommandResult }[] = [];
  #hear: (observation: Observation) => void = () => {};

  constructor(engine: Engine, port: Port<Observation, Command>, faults: Faults, name: number) {
    this.#engine = engine;
    this.#port = port;
    this.#faults = faults;
    this.#chance = new RandomStream(faults.seed, "link", name);
    this.#slot = engine.adopt(this, 1);
  }

  listen(hear: (observation: Observation) => void): void {
    this.#hear = hear;
    this.#port.listen((observation) => {
      if (observation.kind === "commandResult") this.#answer(observation);
      else hear(observation);
    });
  }

  send(command: Command): void {
    if (this.#happens(this.#faults.commandLost)) return;
    if (this.#happens(this.#faults.rejected) && command.kind === "setLimit") {
      this.#answer({
        kind: "commandResult",
        atMs: this.#engine.nowMs,
        knownAtMs: this.#engine.nowMs,
        commandId: command.commandId,
        pointId: command.pointId,
        status: "rejected",
      });
    } else {
      this.#port.send(command);
    }
  }

  fire(): void {
    const nowMs = this.#engine.nowMs;
    while (this.#late[0] !== undefined && this.#late[0].atMs <= nowMs) {
      const { answer } = this.#late.shift()!;
      this.#hear({ ...answer, knownAtMs: nowMs });
      if (this.#happens(this.#faults.answeredTwice)) this.#hear({ ...answer, knownAtMs: nowMs });
    }
    this.#wake();
  }

  #answer(answer: CommandResult): void {
    if (this.#happens(this.#faults.answerLost)) return;
    const delayMs = Math.floor(this.#chance.uniform() * this.#faults.delayMs);
    // Answers keep their order, as on one connection.
    const atMs = Math.max(this.#engine.nowMs + delayMs, this.#late.at(-1)?.atMs ?? 0);
    this.#late.push({ atMs, answer });
    this.#wake();
  }

  #wake(): void {
    const [next] = this.#late;
    if (next !== undefined) this.#engine.schedule(this.#slot, next.atMs, phase.world);
  }

  #happens(share: number): boolean {
    return this.#chance.uniform() < share;
  }
}

/** Puts a faulty link before every station; meters and presystems stay good. */
export function faultyLink(faults: Faults): (engine: Engine) => Link {
  return (engine) => {
    let count = 0;
    return (port) =>
      "pointId" in port
        ? (new FaultyPort(engine, port, faults, count++) as unknown as typeof port)
        : port;
  };
}
