import { grouped } from "../report/index.ts";
import type { Scenario } from "../scenario/index.ts";
import type { Fault, RedNight } from "../torture/index.ts";

/** Where and when a red night was. */
interface NightPlace {
  readonly scenario: Pick<Scenario, "stations" | "nodes" | "plans">;
  /** An instant as people read it. */
  readonly iso: (atMs: number) => string;
  /** What runs it again, up to its seed. */
  readonly command: string;
}

/** What people read of a red night. */
export function redNightText(
  { seed, outcome, faults, fewest, numbers }: RedNight,
  place: NightPlace,
): string {
  const violation = outcome.violation!;
  const list = fewest.map((fault) => `  ${faultText(fault, place)}\n`).join("");
  const verb = numbers.length === 1 ? "does" : "do";
  return (
    `night ${seed}: ${violation.rule}, at ${place.iso(violation.atMs)}\n  ${violation.found}\n` +
    `  ${numbers.length} of its ${faults} faults ${verb}:\n${list}` +
    `  again: ${place.command} --seed ${seed}${numbers.length > 0 ? ` --only ${numbers.join(",")}` : ""}\n`
  );
}

function faultText(fault: Fault, place: NightPlace): string {
  const lasts = `for ${grouped(fault.durationMs / 1000, 0)} s`;
  return [`${place.iso(fault.fromMs)} ${fault.kind}`, lasts, ...details(fault, place)].join(", ");
}

function details(fault: Fault, { scenario }: NightPlace): string[] {
  const { stations, nodes, plans } = scenario;
  switch (fault.kind) {
    case "linkLoss":
    case "reboot": {
      const { points } = fault;
      if (points.length === stations.length) return ["all points"];
      return [points.map((point) => stations[point]!.id).join(" ")];
    }
    case "reconnectStorm":
      return [`${fault.times} times`];
    case "limit":
      return [nodes[fault.node]!.id, `${fault.maxKw} kW`];
    case "meter":
      return [nodes[fault.node]!.id, fault.says];
    case "readings":
      return [stations[fault.point]!.id, fault.says];
    case "clock":
      return [`${fault.byMs / 60_000} min off`];
    case "lateBus":
      return [plans[fault.bus]!.vehicleId];
    case "planner":
      return [fault.delayMs === null ? "no plans" : `plans ${fault.delayMs} ms late`];
    case "kill":
      return [`at write ${fault.atChange + 1}`];
    case "answers":
      return [fault.delayMs === null ? "none" : `${fault.delayMs} ms late`];
    case "lists":
      return [fault.how];
    case "hangUp":
      return [
        fault.isHeard ? "after a list" : "before a list",
        ...(fault.isNoticed ? [] : ["unnoticed"]),
      ];
    case "slowReader":
      return [`${fault.delayMs} ms for a message`];
    case "presystemClock":
      return [`${fault.byMs / 60_000} min off`];
    case "answerIds":
    case "bootRejected":
    case "diskFull":
      return [];
  }
}

/** What people read at the end. */
export function tortureText(
  {
    nights,
    red,
    restarts,
    commands,
    lists,
    reactionSec,
    hash,
  }: {
    readonly nights: number;
    readonly red: readonly RedNight[];
    readonly restarts: number;
    readonly commands: number;
    /** Of presystems, over VDV 463. */
    readonly lists: number;
    readonly reactionSec: number;
    readonly hash: string;
  },
  nightsPerSecond: number,
): string {
  const found = red.length === 0 ? "every rule held" : `${red.length} broke a rule`;
  return (
    `${nights} nights: ${found} (reaction ${reactionSec} s)\n` +
    `${grouped(commands, 0)} commands, ${grouped(restarts, 0)} restarts, ${grouped(lists, 0)} lists, ${nightsPerSecond.toFixed(1)} nights/s, hash ${hash}\n`
  );
}
