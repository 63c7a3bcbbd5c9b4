import type { PlanningProblem, StepList } from "../messages/index.ts";
import { PowerTree, StepSeries } from "../physics/index.ts";

/** The grid of a problem, each cabinet a node below the one that feeds it. */
export class PlannedGrid {
  readonly tree: PowerTree;
  readonly #problem: PlanningProblem;
  readonly #limitsKw: readonly StepSeries[];
  /** Of the nodes themselves, and what is drawn through the plug of each session anyway. */
  readonly #baseLoadsKw: readonly StepSeries[];
  readonly #fixedLoadsKw: readonly StepSeries[];

  constructor(problem: PlanningProblem) {
    const { nodes, cabinets, sessions } = problem;
    this.#problem = problem;
    this.tree = new PowerTree(
      [...nodes, ...cabinets].map(({ id }) => id),
      [...nodes.map(({ parent }) => parent), ...cabinets.map(({ node }) => node)],
    );
    const cabinetsKw = cabinets.map(({ ratedKw }, cabinet) => {
      // What all outlets draw at least for what they give: never more than the cabinet can.
      const losses = sessions
        .filter((one) => one.cabinet === cabinet)
        .map(({ loss }) => loss.perKw);
      return StepSeries.constant(ratedKw * Math.min(...losses));
    });
    this.#limitsKw = [...nodes.map(({ limitKw }) => seriesOf(limitKw)), ...cabinetsKw];
    this.#baseLoadsKw = nodes.map(({ baseLoadKw }) => seriesOf(baseLoadKw));
    this.#fixedLoadsKw = sessions.map(({ fixedLoadKw }) => seriesOf(fixedLoadKw));
  }

  /** The node that a session draws from. */
  readonly nodeOf = ({ node, cabinet }: PlanningProblem["sessions"][number]): number =>
    cabinet === null ? node : this.#problem.nodes.length + cabinet;

  /** What goes through the plug of a session anyway [kW]. @param session its index */
  fixedKw(session: number, atMs: number): number {
    return this.#fixedLoadsKw[session]!.at(atMs);
  }

  /** Every instant at which something changes, from the first to the last of the problem. */
  get instantsMs(): number[] {
    const { fromMs, toMs, sessions, eurPerKwh } = this.#problem;
    const steps = [...this.#limitsKw, ...this.#baseLoadsKw, ...this.#fixedLoadsKw];
    const all = [
      ...steps.flatMap(({ timesMs }) => timesMs),
      ...sessions.flatMap((session) => [session.fromMs, session.toMs]),
      ...(eurPerKwh ?? []).map(([atMs]) => atMs),
    ];
    const within = all.filter((atMs) => fromMs < atMs && atMs < toMs);
    return [...new Set([fromMs, ...within, toMs])].toSorted((a, b) => a - b);
  }

  /** What is drawn below each node whatever is planned, or set aside [kW]. */
  baseKw(atMs: number): Float64Array {
    const kw = new Float64Array(this.tree.size);
    this.#baseLoadsKw.forEach((series, node) => (kw[node] = series.at(atMs)));
    this.#problem.sessions.forEach((session, i) => {
      if (atMs < session.fromMs || atMs >= session.toMs) return;
      kw[this.nodeOf(session)]! += session.reservedKw + this.#fixedLoadsKw[i]!.at(atMs);
    });
    this.tree.sumUp(kw);
    return kw;
  }

  /**
   * What sessions may draw below each node beyond that [kW]; Infinity where nothing binds.
   * @param belowKw what is drawn below each node anyway
   */
  freeKw(atMs: number, belowKw: Float64Array): Float64Array {
    return belowKw.map((kw, node) => this.#limitsKw[node]!.at(atMs) - kw);
  }
}

/** A list of steps as a series; no value is no limit. */
function seriesOf(steps: StepList<number | null>): StepSeries {
  if (steps.length === 0) return StepSeries.constant(0);
  return new StepSeries(
    steps.map(([fromMs]) => fromMs),
    steps.map(([, value]) => value ?? Infinity),
  );
}
