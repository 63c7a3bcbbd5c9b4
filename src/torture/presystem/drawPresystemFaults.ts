import { RandomStream } from "../../engine/index.ts";
import type { Scenario } from "../../scenario/index.ts";
import { below, drawnSpell } from "../drawnSpell.ts";
import type { Spell } from "../spell.ts";
import { PRESYSTEM_KINDS, type PresystemFault } from "./presystemFault.ts";

const MINUTE_MS = 60_000;
/** A night has up to so many of them (estimate). */
const MOST_FAULTS = 8;

const HOWS = ["short", "turned", "torn"] as const;

/** What goes wrong with a presystem in a night: from a stream of its own, whatever befalls the depot. */
export function drawPresystemFaults(scenario: Scenario, seed: number): PresystemFault[] {
  const chance = new RandomStream(seed, "torture", "presystem");
  return Array.from({ length: 1 + below(chance, MOST_FAULTS) }, () => {
    const kind = PRESYSTEM_KINDS[below(chance, PRESYSTEM_KINDS.length)]!;
    return draw[kind](drawnSpell(scenario, chance), chance);
  });
}

type Draw = (spell: Spell, chance: RandomStream) => PresystemFault;

const draw: Record<PresystemFault["kind"], Draw> = {
  answers: (spell, chance) => ({
    kind: "answers",
    ...spell,
    delayMs: chance.uniform() < 0.5 ? null : Math.floor(chance.logUniform(100, 120_000)),
  }),
  answerIds: (spell) => ({ kind: "answerIds", ...spell }),
  lists: (spell, chance) => ({ kind: "lists", ...spell, how: HOWS[below(chance, HOWS.length)]! }),
  hangUp: (spell, chance) => ({
    kind: "hangUp",
    ...spell,
    isHeard: chance.uniform() < 0.5,
    isNoticed: chance.uniform() < 0.5,
  }),
  slowReader: (spell, chance) => ({
    kind: "slowReader",
    ...spell,
    delayMs: Math.floor(chance.logUniform(100, 120_000)),
  }),
  bootRejected: (spell) => ({ kind: "bootRejected", ...spell }),
  presystemClock: (spell, chance) => ({
    kind: "presystemClock",
    ...spell,
    byMs: Math.floor((chance.uniform() - 0.5) * 4 * 60) * MINUTE_MS,
  }),
};
