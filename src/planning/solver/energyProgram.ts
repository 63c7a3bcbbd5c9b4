import type { PlannedSession, PlanningProblem } from "../../messages/index.ts";
import { type Demand, demandOf } from "./demandOf.ts";
import { LinearProgram } from "./linearProgram.ts";
import { type Slot, slotsOf, valueAt } from "./slotsOf.ts";

/** Power of one session in one slot, beyond what is reserved for it. */
export interface Cell {
  /** Index of the slot. */
  readonly slot: number;
  readonly column: number;
  readonly hours: number;
}

/** What one session is in the program. */
export interface SessionColumns {
  readonly demand: Demand;
  /** Slots in which it is there: one after the other. */
  readonly cells: readonly Cell[];
  /** Columns of the energy it gets: up to what it must, and on to what it should leave with. */
  readonly least: number;
  readonly desired: number;
}

/** A limit in one slot. */
export interface LimitRow {
  /** Index of the node; of a cabinet, counted on after the nodes. */
  readonly place: number;
  readonly slot: number;
  readonly row: number;
  /** What is left of the limit by what is not planned, below 0 where that is above it [kW]. */
  readonly freeKw: number;
}

/** A problem as rows and columns: powers per session and slot, energy per session, the peak. */
export interface EnergyProgram {
  readonly program: LinearProgram;
  readonly slots: readonly Slot[];
  readonly sessions: readonly SessionColumns[];
  readonly peak: number;
  readonly limits: readonly LimitRow[];
}

/** Writes a problem as a linear program. Nothing has a cost yet. */
export function energyProgramOf(problem: PlanningProblem): EnergyProgram {
  const program = new LinearProgram();
  const slots = slotsOf(problem);
  const peak = program.column(problem.paidPeakKw, Infinity);
  const demands = problem.sessions.map((session) => demandOf(session, problem));
  const sessions = problem.sessions.map((session, i): SessionColumns => {
    const demand = demands[i]!;
    const cells = slots.flatMap(({ fromMs, hours }, slot): Cell[] => {
      if (!isThere(session, fromMs)) return [];
      const leftKw = demand.plugKw - valueAt(session.fixedLoadKw, fromMs);
      const capKw = Math.min(demand.capKw, leftKw) - session.reservedKw;
      return [{ slot, hours, column: program.column(0, Math.max(0, capKw)) }];
    });
    const least = program.column(0, demand.leastKwh);
    const desired = program.column(0, demand.desiredKwh);
    program.row({
      lower: 0,
      upper: 0,
      columns: [...cells.map(({ column }) => column), least, desired],
      values: [...cells.map(({ hours }) => hours), -1, -1],
    });
    return { demand, cells, least, desired };
  });
  const cabinetKw = problem.cabinets.map(({ ratedKw }, c) => {
    const here = demands.filter((_, i) => problem.sessions[i]!.cabinet === c);
    return ratedKw * Math.max(0, ...here.map(({ gridPerStored }) => gridPerStored));
  });
  const limits = slots.flatMap((slot, s) =>
    limitRows(program, problem, { slot, s, cabinetKw, sessions, peak }),
  );
  return { program, slots, sessions, peak, limits };
}

/** The limits of one slot, and the peak above it. */
function limitRows(
  program: LinearProgram,
  problem: PlanningProblem,
  here: {
    readonly slot: Slot;
    readonly s: number;
    readonly cabinetKw: readonly number[];
    readonly sessions: readonly SessionColumns[];
    readonly peak: number;
  },
): LimitRow[] {
  const { nodes, cabinets } = problem;
  const { slot, s, cabinetKw, sessions, peak } = here;
  const atMs = slot.fromMs;
  const baseKw = nodes.map(({ baseLoadKw }) => valueAt(baseLoadKw, atMs));
  const asideKw = cabinets.map(() => 0);
  const below: number[][] = [...nodes, ...cabinets].map(() => []);
  for (const [i, session] of problem.sessions.entries()) {
    if (!isThere(session, atMs)) continue;
    baseKw[session.node]! += setAsideKw(session, atMs);
    const { cells } = sessions[i]!;
    const { column } = cells[s - cells[0]!.slot]!;
    below[session.node]!.push(column);
    if (session.cabinet === null) continue;
    asideKw[session.cabinet]! += setAsideKw(session, atMs);
    below[nodes.length + session.cabinet]!.push(column);
  }
  for (let n = nodes.length - 1; n > 0; n--) {
    const { parent } = nodes[n]!;
    baseKw[parent]! += baseKw[n]!;
    below[parent]!.push(...below[n]!);
  }
  const ones = below[0]!.map(() => 1);
  program.row({
    lower: -Infinity,
    upper: -baseKw[0]!,
    columns: [...below[0]!, peak],
    values: [...ones, -1],
  });
  const freeKw = [
    ...nodes.map(({ limitKw }, n) => (valueAt(limitKw, atMs) ?? Infinity) - baseKw[n]!),
    ...cabinets.map((_, c) => cabinetKw[c]! - asideKw[c]!),
  ];
  return freeKw.flatMap((kw, place): LimitRow[] => {
    const columns = below[place]!;
    if (kw === Infinity || columns.length === 0) return [];
    const values = columns.map(() => 1);
    const row = program.row({ lower: -Infinity, upper: Math.max(0, kw), columns, values });
    return [{ place, slot: s, row, freeKw: kw }];
  });
}

function isThere({ fromMs, toMs }: PlannedSession, atMs: number): boolean {
  return fromMs <= atMs && atMs < toMs;
}

/** What goes to a session whatever is planned [kW]. */
export function setAsideKw({ reservedKw, fixedLoadKw }: PlannedSession, atMs: number): number {
  return reservedKw + valueAt(fixedLoadKw, atMs);
}
