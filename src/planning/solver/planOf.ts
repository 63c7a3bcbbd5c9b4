import type {
  ChargingPlan,
  PlannedCharging,
  PlannedSession,
  PlanningProblem,
} from "../../messages/index.ts";
import { relaxedIn } from "./demandOf.ts";
import { type EnergyProgram, type SessionColumns, setAsideKw } from "./energyProgram.ts";
import { fullPlaces, shortfallOf } from "./shortfallOf.ts";
import { valueAt } from "./slotsOf.ts";

/** Nearer than this is there: solvers round [kWh]. */
const TOLERANCE = 1e-6;

type Columns = ArrayLike<number>;

/** What the columns of a solved program say of a plan. */
export function planOf(
  problem: PlanningProblem,
  energy: EnergyProgram,
  columns: Columns,
): Pick<ChargingPlan, "relaxed" | "energyEur" | "unmetKwh" | "sessions"> {
  const full = fullPlaces(energy, columns);
  const sessions = problem.sessions.map((session, i) => {
    const own = energy.sessions[i]!;
    const charging = chargingOf(session, energy, own, columns);
    if (charging.unmetKwh === 0) return charging;
    return {
      ...charging,
      shortfall: shortfallOf(session, problem, energy, { own, columns, full }),
    };
  });
  return {
    relaxed: relaxedIn(problem),
    energyEur: energyEur(problem, energy, columns),
    unmetKwh: sessions.reduce((sum, { unmetKwh }) => sum + unmetKwh, 0),
    sessions,
  };
}

/** Reserved energy is paid for, too. */
function energyEur(
  { eurPerKwh, sessions }: PlanningProblem,
  energy: EnergyProgram,
  columns: Columns,
): number | null {
  if (eurPerKwh === null) return null;
  let eur = 0;
  for (const [i, { cells }] of energy.sessions.entries()) {
    for (const { slot, column, hours } of cells) {
      const price = valueAt(eurPerKwh, energy.slots[slot]!.fromMs);
      eur += price * hours * (columns[column]! + sessions[i]!.reservedKw);
    }
  }
  return eur;
}

function chargingOf(
  session: PlannedSession,
  { slots }: EnergyProgram,
  { demand, cells, least, desired }: SessionColumns,
  columns: Columns,
): PlannedCharging {
  const { id, storedKwh, leastKwh, desiredKwh, reservedKw } = session;
  const shortKwh = (demand.leastKwh - columns[least]!) / demand.gridPerStored;
  const unmetKwh = shortKwh > TOLERANCE ? shortKwh : 0;
  const lessKwh = unmetKwh + (demand.desiredKwh - columns[desired]!) / demand.gridPerStored;
  const powerKw: [number, number][] = [];
  const reached: [atMs: number, storedKwh: number][] = [[session.fromMs, storedKwh]];
  for (const { slot, column, hours } of cells) {
    const flowKw = columns[column]! + reservedKw;
    const kw = columns[column]! + setAsideKw(session, slots[slot]!.fromMs);
    if (powerKw.at(-1)?.[1] !== kw) powerKw.push([slots[slot]!.fromMs, kw]);
    reached.push([slots[slot]!.toMs, reached.at(-1)![1] + (flowKw * hours) / demand.gridPerStored]);
  }
  const endMs = cells.length === 0 ? session.fromMs : slots[cells.at(-1)!.slot]!.toMs;
  if (powerKw.at(-1)?.[1] !== 0) powerKw.push([endMs, 0]);
  return {
    id,
    powerKw,
    leavesWithKwh: Math.max(storedKwh, desiredKwh - lessKwh),
    leastAtMs: unmetKwh > 0 ? null : reachedAtMs(reached, leastKwh),
    desiredAtMs: lessKwh > TOLERANCE ? null : reachedAtMs(reached, desiredKwh),
    unmetKwh,
    shortfall: null,
  };
}

/** On the straight lines between what is stored when; what is a hair away at the end is there. */
function reachedAtMs(
  reached: readonly (readonly [number, number])[],
  goalKwh: number,
): number | null {
  const next = reached.findIndex(([, storedKwh]) => storedKwh >= goalKwh - TOLERANCE);
  if (next <= 0) return next < 0 ? null : reached[0]![0];
  const [[fromMs, fromKwh], [toMs, toKwh]] = [reached[next - 1]!, reached[next]!];
  const share = Math.min(1, (goalKwh - fromKwh) / (toKwh - fromKwh));
  return Math.ceil(fromMs + share * (toMs - fromMs));
}
