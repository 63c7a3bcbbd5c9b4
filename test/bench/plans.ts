import type { PlanningProblem } from "../../src/messages/index.ts";
import { highs, planCharging } from "../../src/planning/index.ts";
import { energyProgramOf } from "../../src/planning/solver/energyProgram.ts";
import { runningCosts, solveInStages } from "../../src/planning/solver/solveInStages.ts";
import { type Line, median } from "./measure.ts";
import { type Night, nightDepot } from "./nightDepot.ts";

/** Near what one more kW saves by cheaper hours: peak and price both count [EUR/kW]. */
const PEAK_EUR_PER_KW = 0.3;

interface Aim {
  readonly ms?: number;
  /** How many times as fast as HiGHS. */
  readonly times?: number;
}

const nights: readonly (Night & { readonly plain: Aim; readonly weighted: Aim | null })[] = [
  { buses: 100, slotMin: 15, groupShare: null, plain: { ms: 1, times: 80 }, weighted: null },
  { buses: 100, slotMin: 15, groupShare: 0.1, plain: { times: 80 }, weighted: null },
  {
    buses: 300,
    slotMin: 15,
    groupShare: null,
    plain: { ms: 7, times: 80 },
    weighted: { times: 10 },
  },
  { buses: 300, slotMin: 15, groupShare: 0.1, plain: { times: 80 }, weighted: { times: 10 } },
  { buses: 300, slotMin: 5, groupShare: null, plain: { times: 80 }, weighted: { times: 1 } },
  { buses: 1000, slotMin: 15, groupShare: null, plain: { ms: 40 }, weighted: null },
];

/** What an answer comes to: a peak and a cost, or both in one. */
type Objective = readonly number[];

/** Plans of one night, against two linear programs on one model that starts warm. */
export async function plans(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const { plain, weighted, ...night } of nights) {
    const problem = nightDepot(night);
    lines.push(...(await compared(`${nameOf(night)}, peak then cost`, problem, plain, inStages)));
    if (weighted === null) continue;
    const weighed = { ...problem, peakEurPerKw: PEAK_EUR_PER_KW };
    lines.push(...(await compared(`${nameOf(night)}, weighted`, weighed, weighted, atOnce)));
  }
  return lines;
}

function nameOf({ buses, slotMin, groupShare }: Night): string {
  return `plan of ${buses} buses, ${slotMin} min${groupShare === null ? "" : `, feeders ${groupShare}`}`;
}

async function compared(
  name: string,
  problem: PlanningProblem,
  aim: Aim,
  byHighs: (problem: PlanningProblem) => Promise<Objective>,
): Promise<Line[]> {
  const ours = async (): Promise<Objective> => {
    const { peakKw, energyEur } = planCharging(problem);
    return problem.peakEurPerKw === null
      ? [peakKw, energyEur!]
      : [problem.peakEurPerKw * peakKw + energyEur!];
  };
  const [our, their] = await takingTurns([ours, () => byHighs(problem)]);
  const { ms, objective } = our!;
  const ratio = ms / their!.ms;
  const against = `${name}, HiGHS`;
  const { ms: mostMs = Infinity, times = 0 } = aim;
  const words = [
    ...(mostMs < Infinity ? [`≤ ${mostMs} ms`] : []),
    ...(times > 0 ? [`≤ 1/${times} of HiGHS`] : []),
  ];
  const apart = Math.max(
    ...objective.map((value, i) => Math.abs(value - their!.objective[i]!) / their!.objective[i]!),
  );
  const plain = { against, ratio: 1, aim: null, reached: null };
  return [
    {
      name,
      value: ms,
      unit: "ms",
      against,
      ratio,
      aim: words.join(", "),
      reached: ms <= mostMs && ratio * times <= 1,
    },
    { ...plain, name: against, value: their!.ms, unit: "ms" },
    {
      ...plain,
      name: `${name}, objectives apart`,
      value: apart,
      unit: "",
      aim: "≤ 1e-9",
      reached: apart <= 1e-9,
    },
  ];
}

/** The peak, then the cost at that peak; the model is kept. From the problem to the answer. */
async function inStages(problem: PlanningProblem): Promise<Objective> {
  const energy = energyProgramOf(problem);
  return highs.withProgram(energy.program, (held) => {
    const { smallestPeakKw, best } = solveInStages(problem, energy, held);
    return [smallestPeakKw, best.cost];
  });
}

/** Peak and cost in one program, without any stage before it. */
async function atOnce(problem: PlanningProblem): Promise<Objective> {
  const energy = energyProgramOf(problem);
  const { program, sessions, peak } = energy;
  for (const { least, desired } of sessions) {
    for (const part of [least, desired]) program.lowers[part] = program.uppers[part]!;
  }
  for (const [c, cost] of runningCosts(problem, energy).entries()) program.costs[c] = cost;
  program.costs[peak] = problem.peakEurPerKw!;
  return highs.withProgram(program, (held) => [held.optimum().cost]);
}

interface Timed {
  readonly ms: number;
  readonly objective: Objective;
}

/** Median times of calls that take turns, after they have been compiled; fewer of slow ones. */
async function takingTurns(calls: readonly (() => Promise<Objective>)[]): Promise<Timed[]> {
  const once = async (call: () => Promise<Objective>): Promise<Timed> => {
    const started = performance.now();
    const objective = await call();
    return { ms: performance.now() - started, objective };
  };
  const first: Timed[] = [];
  for (const call of calls) first.push(await once(call));
  const isSlow = first.some(({ ms }) => ms > 1000);
  const quick = calls[0]!;
  for (let i = 0; i < (isSlow ? 5 : 20); i++) await quick();
  const rounds: Timed[][] = [];
  for (let i = 0; i < (isSlow ? 3 : 7); i++) {
    const round: Timed[] = [];
    for (const call of calls) round.push(await once(call));
    rounds.push(round);
  }
  return first.map(({ objective }, i) => ({
    ms: median(rounds.map((round) => round[i]!.ms)),
    objective,
  }));
}
