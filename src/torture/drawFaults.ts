import { RandomStream } from "../engine/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { below, drawnSpell, isWithin } from "./drawnSpell.ts";
import type { DepotFault, MeterFault } from "./fault.ts";
import type { Spell } from "./spell.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** A night has up to so many faults; a mild one is as likely as a wild one (estimate). */
const MOST_FAULTS = 14;

const METER_FAULTS: readonly MeterFault[] = ["stuck", "nan", "negative", "huge"];

/** What goes wrong in a depot in a night: drawn for a depot, from a stream of its own, the same for every strategy. */
export function drawFaults(scenario: Scenario, seed: number): DepotFault[] {
  const chance = new RandomStream(seed, "torture");
  const count = 1 + below(chance, MOST_FAULTS);
  const faults: DepotFault[] = [];
  for (let i = 0; i < count; i++) {
    const kind = KINDS[below(chance, KINDS.length)]!;
    const fault = draw[kind](scenario, drawnSpell(scenario, chance), chance);
    if (fault !== null) faults.push(fault);
  }
  return faults.toSorted((a, b) => a.fromMs - b.fromMs);
}

type Draw = (scenario: Scenario, spell: Spell, chance: RandomStream) => DepotFault | null;

const draw: Record<DepotFault["kind"], Draw> = {
  linkLoss: (scenario, spell, chance) => ({
    kind: "linkLoss",
    ...spell,
    points: somePoints(scenario, chance),
  }),
  reconnectStorm: (_, { fromMs }, chance) => ({
    kind: "reconnectStorm",
    fromMs,
    durationMs: Math.floor(chance.logUniform(5, 600)) * SECOND_MS,
    times: 2 + below(chance, 8),
  }),
  reboot: (scenario, { fromMs }, chance) => ({
    kind: "reboot",
    fromMs,
    durationMs: Math.floor(chance.logUniform(10, 900)) * SECOND_MS,
    points: somePoints(scenario, chance),
  }),
  limit: ({ nodes, stations, tree }, spell, chance) => {
    const node = below(chance, nodes.length);
    const { maxKw, contractKw, baseLoadKw } = nodes[node]!;
    const usualKw = Math.min(maxKw.min, contractKw.min);
    if (usualKw === Infinity) return null;
    // Less than what flows when nobody is in control is no limit that anybody could keep.
    const leastKw = stations
      .filter((station) => tree.isBelow(station.node, node))
      .reduce((sum, { loss, fallbackKw }) => sum + loss.acKw(fallbackKw), baseLoadKw.max);
    if (leastKw >= usualKw) return null;
    const limitKw = Math.floor(leastKw + chance.uniform() * (usualKw - leastKw));
    return { kind: "limit", ...spell, node, maxKw: limitKw };
  },
  meter: ({ nodes }, spell, chance) => ({
    kind: "meter",
    ...spell,
    node: below(chance, nodes.length),
    says: METER_FAULTS[below(chance, METER_FAULTS.length)]!,
  }),
  readings: ({ stations }, spell, chance) => ({
    kind: "readings",
    ...spell,
    point: below(chance, stations.length),
    says: METER_FAULTS[below(chance, METER_FAULTS.length)]!,
  }),
  clock: (_, spell, chance) => ({
    kind: "clock",
    ...spell,
    byMs: Math.floor((chance.uniform() - 0.5) * 4 * 60) * MINUTE_MS,
  }),
  lateBus: ({ plans, run }, spell, chance) => {
    const coming = plans.flatMap(({ stays }, bus) =>
      [...stays.keys()].flatMap((stay) => (isWithin(stays[stay]!, run) ? [{ bus, stay }] : [])),
    );
    if (coming.length === 0) return null;
    const { bus, stay } = coming[below(chance, coming.length)]!;
    const { arriveAtMs } = plans[bus]!.stays[stay]!;
    if (arriveAtMs === null) return null;
    const durationMs = Math.max(MINUTE_MS, Math.min(spell.durationMs, 120 * MINUTE_MS));
    return { kind: "lateBus", fromMs: arriveAtMs, durationMs, bus, stay };
  },
  planner: (_, spell, chance) => ({
    kind: "planner",
    ...spell,
    delayMs: chance.uniform() < 0.5 ? null : Math.floor(chance.logUniform(100, 120_000)),
  }),
  kill: (_, { fromMs }, chance) => ({
    kind: "kill",
    fromMs,
    // So long until it is started again.
    durationMs: Math.floor(chance.logUniform(1, 1200)) * SECOND_MS,
    atChange: Math.floor(chance.logUniform(1, 30)) - 1,
  }),
  diskFull: (_, spell) => ({ kind: "diskFull", ...spell }),
};

const KINDS = Object.keys(draw).toSorted() as DepotFault["kind"][];

/** One, a few, or all of them. */
function somePoints({ stations }: Scenario, chance: RandomStream): number[] {
  const share = chance.uniform();
  const all = [...stations.keys()];
  if (share < 0.15) return all;
  const picked = all.filter(() => chance.uniform() < share / 2);
  return picked.length > 0 ? picked : [below(chance, all.length)];
}
