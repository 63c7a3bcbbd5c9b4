import type { PlannedSession, PlanningProblem, Shortfall } from "../../messages/index.ts";
import type { Cell, EnergyProgram, SessionColumns } from "./energyProgram.ts";

/** Nearer to a limit than this is at it: solvers round [kW]. */
const TOLERANCE_KW = 1e-6;
const TOLERANCE_KWH = 1e-6;

/** Slots in which each place gives all it can. */
export type FullPlaces = readonly ReadonlySet<number>[];

/** Which limits a solved program comes up against. */
export function fullPlaces(
  { program, limits }: EnergyProgram,
  columns: ArrayLike<number>,
): FullPlaces {
  const full: Set<number>[] = [];
  for (const { place, slot, row, freeKw } of limits) {
    const kw = program.rows[row]!.columns.reduce((sum, column) => sum + columns[column]!, 0);
    full[place] ??= new Set();
    if (kw >= freeKw - TOLERANCE_KW) full[place].add(slot);
  }
  return full;
}

/** Names the place that keeps a session short for the longest time, the lowest of several. */
export function shortfallOf(
  session: PlannedSession,
  problem: PlanningProblem,
  { program, slots }: EnergyProgram,
  solved: {
    readonly own: SessionColumns;
    readonly columns: ArrayLike<number>;
    readonly full: FullPlaces;
  },
): Shortfall {
  const { own, columns, full } = solved;
  const capKwh = own.cells.reduce(
    (sum, { column, hours }) => sum + program.uppers[column]! * hours,
    0,
  );
  const { fromMs, toMs } = session;
  const nothing: Shortfall = { nodeId: null, fromMs, toMs, moreKw: null };
  if (capKwh < own.demand.leastKwh - TOLERANCE_KWH) return nothing;
  const held = own.cells.filter(
    ({ column }) => columns[column]! < program.uppers[column]! - TOLERANCE_KW,
  );
  let worst: readonly Cell[] = [];
  let id: string | null = null;
  for (const place of placesAbove(session, problem)) {
    const cells = held.filter(({ slot }) => full[place]?.has(slot) ?? false);
    if (hoursOf(cells) <= hoursOf(worst)) continue;
    worst = cells;
    id = [...problem.nodes, ...problem.cabinets][place]!.id;
  }
  if (id === null) return nothing;
  return {
    nodeId: id,
    fromMs: slots[worst[0]!.slot]!.fromMs,
    toMs: slots[worst.at(-1)!.slot]!.toMs,
    moreKw: null,
  };
}

function hoursOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { hours }) => sum + hours, 0);
}

/** Its cabinet, its node and all above, as limits count them. */
function placesAbove({ cabinet, node }: PlannedSession, { nodes }: PlanningProblem): number[] {
  const places = cabinet === null ? [] : [nodes.length + cabinet];
  for (let n = node; n >= 0; n = nodes[n]!.parent) places.push(n);
  return places;
}
