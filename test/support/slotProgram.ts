import type { PlannedSession, PlanningProblem } from "../../src/messages/index.ts";
import { concaveHull } from "./concaveHull.ts";
import { MixedProgram } from "./mixedProgram.ts";
import { baseLoadsKw, holdsAt, planSlots, upFrom } from "./planTime.ts";

/**
 * What a power in a slot stands for.
 * constant: the power at every instant of the slot. What is found can be done.
 * mean: the mean of a power that may follow the curve within the slot. Nothing can be done that
 * beats what is found: limits hold for means, and minimum powers and modules are not known.
 */
export type SlotPower = "constant" | "mean";

/** Power of one session in one slot [kW, outlet side]. */
export interface SlotCell {
  readonly session: number;
  readonly slot: number;
  /** The most that can be at all. */
  readonly mostKw: number;
  readonly column: number;
}

/** A planning problem as rows and columns. Nothing has a cost yet. */
export interface SlotProgram {
  readonly program: MixedProgram;
  readonly cells: readonly SlotCell[];
  readonly peak: number;
  /** What each session is short of, in its order. */
  readonly unmet: readonly number[];
}

/**
 * Written from the problem alone, with nothing of the product's planners. Curves that are not
 * concave are taken as their concave hull: then "constant" is neither bound, "mean" still one.
 *
 * @param minKw whether sessions take 0 or at least their minimum
 */
export function slotProgramOf(
  problem: PlanningProblem,
  power: SlotPower,
  { minKw = false } = {},
): SlotProgram {
  const { nodes, cabinets, sessions, toMs: endMs, fromMs: beginMs } = problem;
  sessions.forEach(expectKnown);
  const program = new MixedProgram();
  const slots = planSlots(problem);
  const peak = program.column(problem.paidPeakKw, Infinity, 0);
  const cells: SlotCell[] = [];
  const unmet = sessions.map((session, i) => {
    const goalKwh = Math.max(session.storedKwh, session.leastKwh);
    const lines = concaveHull(session.curve);
    const mostKw = Math.max(...session.curve.map(([, kw]) => kw));
    let stored = program.column(session.storedKwh, session.storedKwh, 0);
    for (const [slot, { fromMs, toMs, hours }] of slots.entries()) {
      if (fromMs < Math.max(session.fromMs, beginMs)) continue;
      if (toMs > Math.min(session.toMs, endMs)) continue;
      const column = minKw ? program.zeroOr(session.minKw, mostKw) : program.column(0, mostKw, 0);
      const next = program.column(session.storedKwh, goalKwh, 0);
      program.row({
        lower: 0,
        upper: 0,
        columns: [next, stored, column],
        values: [1, -1, -hours],
      });
      for (const { atZeroKw, perKwh } of lines) {
        if (perKwh === 0) continue;
        if (power === "constant") {
          // A power that suits where the slot ends on a falling line, and begins on a rising one.
          const binds = perKwh < 0 ? next : stored;
          program.row({
            lower: -Infinity,
            upper: atZeroKw,
            columns: [column, binds],
            values: [1, -perKwh],
          });
        } else {
          // Along a line alone, stored energy comes nearer to where it is 0, or leaves it, as exp.
          const growth = Math.exp(perKwh * hours);
          program.row({
            lower: -Infinity,
            upper: (atZeroKw / perKwh) * (growth - 1),
            columns: [next, stored],
            values: [1, -growth],
          });
        }
      }
      cells.push({ session: i, slot, mostKw, column });
      stored = next;
    }
    const short = program.column(0, goalKwh - session.storedKwh, 0);
    program.row({ lower: goalKwh, upper: goalKwh, columns: [stored, short], values: [1, 1] });
    return short;
  });

  for (const [s, { fromMs }] of slots.entries()) {
    const here = cells.filter(({ slot }) => slot === s);
    const basesKw = baseLoadsKw(nodes, fromMs);
    const gridSide = ({ session }: SlotCell): number => sessions[session]!.loss.perKw;
    for (const [n, { limitKw }] of nodes.entries()) {
      const below = here.filter(({ session }) =>
        upFrom(nodes, sessions[session]!.node).includes(n),
      );
      const columns = below.map(({ column }) => column);
      const values = below.map(gridSide);
      if (n === 0) {
        program.row({
          lower: -Infinity,
          upper: -basesKw[0]!,
          columns: [...columns, peak],
          values: [...values, -1],
        });
      }
      const mostKw = holdsAt(limitKw, fromMs);
      if (mostKw === null || columns.length === 0) continue;
      const upper = Math.max(0, mostKw - basesKw[n]!);
      program.row({ lower: -Infinity, upper, columns, values });
    }
    for (const [c, { ratedKw }] of cabinets.entries()) {
      const columns = here
        .filter(({ session }) => sessions[session]!.cabinet === c)
        .map(({ column }) => column);
      if (columns.length < 1) continue;
      const values = columns.map(() => 1);
      program.row({ lower: -Infinity, upper: ratedKw, columns, values });
    }
  }
  return { program, cells, peak, unmet };
}

/** What this oracle would get wrong, it refuses. */
function expectKnown({
  id,
  loss,
  fixedLoadKw,
  reservedKw,
  leastKwh,
  desiredKwh,
}: PlannedSession): void {
  const isPlain =
    loss.fixedKw === 0 &&
    loss.perKw2 === 0 &&
    reservedKw === 0 &&
    fixedLoadKw.every(([, kw]) => kw === 0) &&
    leastKwh === desiredKwh;
  if (!isPlain) throw new Error(`${id} has what these programs do not know`);
}
