import type { Command, Observation } from "../../messages/index.ts";

/** Says the same by a clock that is ahead by so much [ms]. */
export function shifted<Said extends Observation>(said: Said, byMs: number): Said {
  if (byMs === 0) return said;
  return {
    ...said,
    atMs: said.atMs + byMs,
    knownAtMs: said.knownAtMs + byMs,
    ...later(said, byMs),
  };
}

/** The same of what is asked. */
export function shiftedCommand(asked: Command, byMs: number): Command {
  if (byMs === 0) return asked;
  const atMs = asked.atMs + byMs;
  if (asked.kind === "setLimit") return { ...asked, atMs, untilMs: asked.untilMs + byMs };
  if (asked.kind !== "precondition") return { ...asked, atMs };
  const startAtMs = asked.startAtMs + byMs;
  return { ...asked, atMs, startAtMs, finishAtMs: asked.finishAtMs + byMs };
}

/** Instants that a message tells of, beside its own. */
function later(said: Observation, byMs: number): Partial<Record<string, number | null>> {
  const moved = (atMs: number | null): number | null => (atMs === null ? null : atMs + byMs);
  if (said.kind === "requestChanged") {
    const { expectedArrivalAtMs, departureAtMs } = said;
    return {
      expectedArrivalAtMs: moved(expectedArrivalAtMs),
      departureAtMs: moved(departureAtMs),
    };
  }
  if (said.kind === "priceChanged") return { fromMs: said.fromMs + byMs };
  if (said.kind === "preconditioningNeed") {
    return { startAtMs: said.startAtMs + byMs, finishAtMs: said.finishAtMs + byMs };
  }
  return {};
}
