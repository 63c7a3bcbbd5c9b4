import type {
  ChargingPlan,
  PlannedCharging,
  PlannedSession,
  PlanningProblem,
} from "../../src/messages/index.ts";
import { type ChargePiece, chargeAlong, kwAt, kwhAt } from "./chargeAlong.ts";
import { baseLoadsKw, holdsAt, upFrom } from "./planTime.ts";

const HOUR_MS = 3_600_000;
const TOLERANCE_KW = 1e-6;
const TOLERANCE_KWH = 1e-6;
/** Power is there from here on: so little is rounding [kW]. */
const FLOWS_KW = 1e-6;
/** Instants this near are one: a bus may be full a hair before a step [h]. */
const SAME_H = 1e-10;

/**
 * What is wrong with a plan, in words: every bus is sent along its curve under the powers that the
 * plan gives it, and whatever the problem forbids or the plan says otherwise is told. Knows
 * neither fixed losses nor reserved powers.
 */
export function planFlaws(problem: PlanningProblem, plan: ChargingPlan): string[] {
  const courses = problem.sessions.map((session, i) =>
    courseOf(problem, session, plan.sessions[i]!),
  );
  return [
    ...problem.sessions.flatMap((session, i) =>
      sessionFlaws(problem, session, plan.sessions[i]!, courses[i]!),
    ),
    ...flowFlaws(problem, plan, courses),
    ...differs(
      "unmetKwh of the plan",
      plan.unmetKwh,
      sum(plan.sessions, (one) => one.unmetKwh),
    ),
  ];
}

/** A bus on its way, in hours after the problem begins. */
type Course = readonly ChargePiece[];

function courseOf(
  problem: PlanningProblem,
  session: PlannedSession,
  plan: PlannedCharging,
): Course {
  const { powerKw } = plan;
  const times = [problem.fromMs, ...powerKw.map(([atMs]) => atMs), problem.toMs]
    .filter((atMs) => atMs >= problem.fromMs && atMs <= problem.toMs)
    .toSorted((a, b) => a - b);
  const limits = times.slice(1).map((toMs, k) => ({
    untilH: (toMs - problem.fromMs) / HOUR_MS,
    limitKw: outletKw(session, limitAt(plan, times[k]!)),
  }));
  return chargeAlong(session.curve, session.storedKwh, limits, session.minKw);
}

/** Before the first step nothing is said, and nothing flows. */
function limitAt({ powerKw }: PlannedCharging, atMs: number): number {
  return powerKw.findLast(([fromMs]) => fromMs <= atMs)?.[1] ?? 0;
}

function outletKw({ loss }: PlannedSession, gridKw: number): number {
  return gridKw / loss.perKw;
}

function sessionFlaws(
  problem: PlanningProblem,
  session: PlannedSession,
  plan: PlannedCharging,
  course: Course,
): string[] {
  const { id, fromMs, toMs, minKw, leastKwh, desiredKwh } = session;
  const flaws: string[] = [];
  if (plan.id !== id) flaws.push(`${plan.id} stands where ${id} belongs`);
  for (const [k, [atMs, kw]] of plan.powerKw.entries()) {
    const untilMs = plan.powerKw[k + 1]?.[0] ?? Infinity;
    if (untilMs <= atMs) flaws.push(`${id}: step ${k + 1} is not later than the one before`);
    const limitKw = outletKw(session, kw);
    if (limitKw < -TOLERANCE_KW) flaws.push(`${id}: ${kw} kW at ${atMs}`);
    if (limitKw > FLOWS_KW && limitKw < minKw - TOLERANCE_KW) {
      flaws.push(`${id}: ${limitKw} kW at ${atMs}, below its minimum of ${minKw} kW`);
    }
    const isThere = atMs >= Math.max(fromMs, problem.fromMs) && untilMs <= toMs;
    if (limitKw > FLOWS_KW && !isThere) flaws.push(`${id}: ${kw} kW from ${atMs} to ${untilMs}`);
  }
  const last = course.at(-1);
  const leavesWithKwh = last === undefined ? session.storedKwh : kwhAt(last, last.toH);
  // Charging ends at a goal, a power at the next millisecond: either may be said.
  const msKwh = Math.max(...session.curve.map(([, kw]) => kw)) / HOUR_MS;
  const overKwh = leavesWithKwh - Math.max(session.storedKwh, desiredKwh);
  const leastSaidKwh = leavesWithKwh - (overKwh <= msKwh ? Math.max(0, overKwh) : 0);
  const saidKwh = Math.min(Math.max(plan.leavesWithKwh, leastSaidKwh), leavesWithKwh);
  flaws.push(...differs(`${id}: leavesWithKwh`, plan.leavesWithKwh, saidKwh));
  flaws.push(...differs(`${id}: unmetKwh`, plan.unmetKwh, Math.max(0, leastKwh - leavesWithKwh)));
  for (const [name, goalKwh, atMs] of [
    ["leastAtMs", leastKwh, plan.leastAtMs],
    ["desiredAtMs", desiredKwh, plan.desiredAtMs],
  ] as const) {
    if (atMs === null) {
      if (leavesWithKwh > goalKwh + TOLERANCE_KWH) flaws.push(`${id}: reaches ${name} after all`);
      continue;
    }
    // Energy at an instant is short by what flows in a millisecond, for the instant is rounded.
    const storedKwh = storedAt(session, course, (atMs - problem.fromMs) / HOUR_MS);
    if (storedKwh < goalKwh - 1e-4)
      flaws.push(`${id}: ${storedKwh} kWh at ${name}, not ${goalKwh}`);
  }
  return flaws;
}

function storedAt({ storedKwh }: PlannedSession, course: Course, atH: number): number {
  const piece = course.findLast(({ fromH }) => fromH <= atH);
  return piece === undefined ? storedKwh : kwhAt(piece, Math.min(atH, piece.toH));
}

/** What is broken where powers come together, at any instant. */
function flowFlaws(
  problem: PlanningProblem,
  plan: ChargingPlan,
  courses: readonly Course[],
): string[] {
  const { nodes, cabinets, sessions, fromMs, paidPeakKw } = problem;
  const flaws = new Map<string, string>();
  const worstKw = new Map<string, number>();
  const tell = (place: string, overKw: number, text: string): void => {
    if (overKw <= TOLERANCE_KW || overKw <= (worstKw.get(place) ?? 0)) return;
    worstKw.set(place, overKw);
    flaws.set(place, text);
  };
  const next = courses.map(() => 0);
  const above = nodes.map((_, n) => upFrom(nodes, n));
  let peakKw = paidPeakKw;
  const edges = edgesOf(problem, courses);
  for (const [k, toH] of edges.slice(1).entries()) {
    const fromH = edges[k]!;
    if (toH - fromH < SAME_H) continue;
    const atMs = Math.round(fromMs + ((fromH + toH) / 2) * HOUR_MS);
    const basesKw = baseLoadsKw(nodes, atMs);
    // Between two edges each power is an exp of time, their sum is convex: one of the ends is highest.
    const atStart = [...basesKw];
    const atEnd = [...basesKw];
    const flowing = cabinets.map(() => ({ startKw: 0, endKw: 0, modules: 0, outlets: 0 }));
    for (const [i, course] of courses.entries()) {
      while (next[i]! < course.length && course[next[i]!]!.toH <= fromH) next[i]!++;
      const piece = course[next[i]!];
      if (piece === undefined || piece.startKw === 0) continue;
      const { node, cabinet, loss } = sessions[i]!;
      const startKw = kwAt(piece, fromH);
      const endKw = kwAt(piece, toH);
      for (const n of above[node]!) {
        atStart[n]! += startKw * loss.perKw;
        atEnd[n]! += endKw * loss.perKw;
      }
      if (cabinet === null) continue;
      const there = flowing[cabinet]!;
      const mostKw = Math.max(startKw, endKw);
      there.startKw += startKw;
      there.endKw += endKw;
      there.outlets += mostKw > FLOWS_KW ? 1 : 0;
      const { moduleKw } = cabinets[cabinet]!;
      if (moduleKw !== null) there.modules += Math.ceil((mostKw - TOLERANCE_KW) / moduleKw);
    }
    for (const [n, { id, limitKw }] of nodes.entries()) {
      const kw = Math.max(atStart[n]!, atEnd[n]!);
      if (n === 0) peakKw = Math.max(peakKw, kw);
      const mostKw = Math.max(holdsAt(limitKw, atMs) ?? Infinity, basesKw[n]!);
      tell(id, kw - mostKw, `${id}: ${kw} kW at ${atMs}, where ${mostKw} kW may be`);
    }
    for (const [c, { id, ratedKw, moduleKw, outletsAtOnce }] of cabinets.entries()) {
      const { startKw, endKw, modules, outlets } = flowing[c]!;
      const kw = Math.max(startKw, endKw);
      tell(`${id} in all`, kw - ratedKw, `${id}: ${kw} kW at ${atMs}, of ${ratedKw} kW`);
      const most = moduleKw === null ? Infinity : Math.floor(ratedKw / moduleKw + 1e-9);
      tell(`${id} modules`, modules - most, `${id}: ${modules} modules at ${atMs}, of ${most}`);
      const atOnce = outletsAtOnce ?? Infinity;
      tell(`${id} outlets`, outlets - atOnce, `${id}: ${outlets} outlets at once at ${atMs}`);
    }
  }
  // A bus whose curve rises may not come to what its limit allows: the plan's peak is never passed.
  const passed =
    peakKw > plan.peakKw + TOLERANCE_KW ? [`peakKw ${plan.peakKw} is passed: ${peakKw}`] : [];
  return [...flaws.values(), ...passed];
}

/** All instants at which anything changes [h after the problem begins]. */
function edgesOf({ fromMs, toMs, nodes }: PlanningProblem, courses: readonly Course[]): number[] {
  const steps = nodes.flatMap(({ limitKw, baseLoadKw }) => [...limitKw, ...baseLoadKw]);
  const lastH = (toMs - fromMs) / HOUR_MS;
  const edges = new Set([
    0,
    lastH,
    ...steps.map(([atMs]) => (atMs - fromMs) / HOUR_MS),
    ...courses.flat().flatMap((piece) => [piece.fromH, piece.toH]),
  ]);
  return [...edges].filter((atH) => atH >= 0 && atH <= lastH).toSorted((a, b) => a - b);
}

function differs(what: string, said: number, is: number, tolerance = TOLERANCE_KWH): string[] {
  return Math.abs(said - is) <= tolerance ? [] : [`${what} is said to be ${said} and is ${is}`];
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
