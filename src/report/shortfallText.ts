import type { PlannedCharging, PlannedSession, PlanningProblem } from "../messages/index.ts";
import { grouped } from "./grouped.ts";

const DAY_MS = 86_400_000;
/** Shares nearer to a whole percent than this are rounding. */
const ROUNDING = 1e-9;

/**
 * One bus that will be short, in a sentence: when and with what it leaves, which limit is in its
 * way, and what would do. Rounded so that what is said holds: a bus that is short never looks ready, and
 * what would do is rounded up.
 *
 * @param at writes an instant
 */
export function shortfallText(
  problem: PlanningProblem,
  session: PlannedSession,
  { leavesWithKwh, shortfall }: PlannedCharging,
  at = clock(problem),
): string {
  const has = percent(Math.floor, leavesWithKwh / session.usableKwh);
  const needs = percent(Math.ceil, session.leastKwh / session.usableKwh);
  const leaves = `${session.id} leaves at ${at(session.toMs)} with ${has} instead of ${needs}`;
  if (shortfall === null) return leaves;
  const { nodeId, fromMs, toMs, moreKw } = shortfall;
  const span = `from ${at(fromMs)} to ${at(toMs)}`;
  if (nodeId === null) return `${leaves}: not even full power ${span} would do`;
  const isCabinet = problem.cabinets.some(({ id }) => id === nodeId);
  return `${leaves}: ${nodeId} is full ${span}${mend(moreKw, isCabinet ? "of rating " : "")}`;
}

function mend(moreKw: number | "never" | null, what: string): string {
  if (moreKw === null) return "";
  if (moreKw === "never") return "; no more there alone would do";
  const kw = Math.ceil(moreKw * 10 - ROUNDING) / 10;
  return `; ${grouped(kw, Number.isInteger(kw) ? 0 : 1)} kW more ${what}there would do`;
}

function percent(round: (value: number) => number, share: number): string {
  const value = share * 100;
  return `${round(Math.abs(value - Math.round(value)) < ROUNDING ? Math.round(value) : value)} %`;
}

/** Writes instants, with the date where a problem is longer than a day. */
function clock({ fromMs, toMs }: PlanningProblem): (atMs: number) => string {
  const begin = toMs - fromMs > DAY_MS ? 0 : 11;
  return (atMs) => `${new Date(atMs).toISOString().slice(begin, 16)}Z`;
}
