import { foreseenStays, mostAtOnce, servedMs, type Stay } from "../operations/index.ts";
import type { EnergyWindow } from "../planning/index.ts";
import { preconditioningOf, type Scenario } from "../scenario/index.ts";
import { BestOutlet, type Relaxed } from "./bestOutlet.ts";
import type { GridWithCabinets } from "./gridWithCabinets.ts";

/** The stays of a scenario as energy that has to flow. */
export interface ChargingWindows {
  /** Each stay by itself: the bus comes as foreseen and leaves with what it should. */
  readonly alone: readonly EnergyWindow[];
  /** Energy is carried from stay to stay: a bus leaves with what its next block needs. */
  readonly carried: readonly EnergyWindow[];
  /** Whose windows they are, in their order, and until when; null: to the end. */
  readonly leaving: readonly { readonly vehicleId: string; readonly departAtMs: number | null }[];
  /** What had to be left out; both are exact where nothing was. */
  readonly relaxed: readonly Relaxed[];
}

/** A stay, and where in the list the ones before and after it are; −1: none. */
interface LinkedStay {
  readonly vehicleId: string;
  readonly vehicleType: string;
  readonly stay: Stay;
  readonly fromMs: number;
  readonly toMs: number;
  readonly usedKwh: number;
  readonly usableKwh: number;
  /** What the bus must gain to leave with what it should, when it comes as foreseen. */
  readonly ownNeedKwh: number;
  before: number;
  after: number;
}

/**
 * Of a repeated day every stay counts once; the day then is a circle. After a
 * lead-in those count that begin in the reported time: what was there before may be full.
 */
export function chargingWindows(scenario: Scenario, grid: GridWithCabinets): ChargingWindows {
  const stays = linkedStays(scenario);
  const { repeats, run, window } = scenario;
  const cabinOf = preconditioningOf(scenario);
  const relaxed = new Set<Relaxed>(!repeats && run.fromMs < window.fromMs ? ["leadIn"] : []);
  const best = new BestOutlet(scenario, grid, relaxed);
  const windows = stays.map((one, i) => {
    const { fromMs, toMs, before } = one;
    const { node, capKw, gridPerBattery, delayMs } = best.of(one.vehicleType, one.stay.pointId);
    const place = { fromMs: fromMs + delayMs, toMs, node, capKw };
    const { departAtMs } = one.stay;
    // A bus that stays on has time after the run.
    const isDue = repeats || (departAtMs !== null && departAtMs <= run.toMs);
    const { needKwh, leftKwh } = carriedNeed(one, stays, scenario);
    const carried: EnergyWindow = {
      ...place,
      needKwh: isDue ? needKwh * gridPerBattery : 0,
      stockKwh: before < 0 ? leftKwh * gridPerBattery : 0,
      before: before === i ? -1 : before,
      carryKwh: leftKwh * gridPerBattery,
    };
    const alone: EnergyWindow = {
      ...place,
      needKwh: isDue ? one.ownNeedKwh * gridPerBattery : 0,
      stockKwh: 0,
      before: -1,
      carryKwh: 0,
    };
    return { alone, carried };
  });
  if (pointsNeeded(stays, scenario) > scenario.stations.length) relaxed.add("points");
  if (scenario.yard.services.some(({ places }) => places !== null)) relaxed.add("services");
  if (scenario.plans.some(({ vehicleId }) => cabinOf(vehicleId) !== null)) {
    relaxed.add("preconditioning");
  }
  const { faults, interruptions } = scenario.night;
  if (faults.length > 0 || interruptions.length > 0) relaxed.add("faults");
  return {
    alone: windows.map(({ alone }) => alone),
    carried: windows.map(({ carried }) => carried),
    leaving: stays.map(({ vehicleId, stay: { departAtMs } }) => ({ vehicleId, departAtMs })),
    relaxed: [...relaxed].toSorted(),
  };
}

/**
 * What a bus must have gained when it leaves, and how much of that it may have from before, both
 * [kWh] above the reserve; a block that goes into the reserve leaves it to be filled up again. A
 * bus of which nothing more is known leaves full; on a circle those do that do not come back, since
 * others come that have left full.
 */
function carriedNeed(
  { stay, usedKwh, usableKwh, after }: LinkedStay,
  stays: readonly LinkedStay[],
  { repeats, yard }: Pick<Scenario, "repeats" | "yard">,
): { readonly needKwh: number; readonly leftKwh: number } {
  const reserveSoc = yard.target === "nextBlock" ? yard.reserveSoc : 0;
  const roomKwh = usableKwh - reserveSoc * usableKwh;
  const goesOnKwh = repeats ? usableKwh : (stay.nextUsedKwh ?? usableKwh);
  const nextKwh = after >= 0 ? stays[after]!.usedKwh : goesOnKwh;
  return {
    needKwh: Math.min(nextKwh, roomKwh) + Math.max(0, usedKwh - roomKwh),
    leftKwh: Math.max(0, roomKwh - usedKwh),
  };
}

function linkedStays(scenario: Scenario): LinkedStay[] {
  const { plans, plugInDelaysMs, servicesDue, yard, run, window, repeats, busTypes } = scenario;
  const { usedFactors } = scenario.night;
  const list: LinkedStay[] = [];
  const indexOf = new Map<Stay | string, number>();
  for (const [bus, plan] of plans.entries()) {
    const { vehicleId, vehicleType, stays } = plan;
    const { usableKwh } = busTypes.get(vehicleType)!;
    const foreseen = foreseenStays(plan, usableKwh, yard, usedFactors[bus]);
    for (const [i, stay] of stays.entries()) {
      const arriveAtMs = stay.arriveAtMs ?? run.fromMs;
      const known = indexOf.get(lineOf(stay));
      if (repeats && stay.arriveAtMs === null) continue;
      if (repeats && known !== undefined && !isWithin(arriveAtMs, window)) continue;
      const readyMs = servedMs(yard.services, servicesDue[bus]![i]!) + plugInDelaysMs[bus]![i]!;
      const fromMs = arriveAtMs + (stay.arriveAtMs === null ? 0 : readyMs);
      if (!repeats && !isWithin(fromMs, window)) continue;
      const index = known ?? list.length;
      list[index] = {
        vehicleId,
        vehicleType,
        stay,
        fromMs,
        toMs: stay.departAtMs === null ? run.toMs : stay.departAtMs - yard.unplugBeforeMs,
        usedKwh: Math.min(stay.usedKwh * (usedFactors[bus]?.[i] ?? 1), usableKwh),
        usableKwh,
        ownNeedKwh: Math.max(0, foreseen[i]!.desiredKwh - foreseen[i]!.arrivalKwh),
        before: -1,
        after: -1,
      };
      indexOf.set(repeats ? lineOf(stay) : stay, index);
    }
  }
  const follow = (first: number, second: number | undefined): void => {
    if (second === undefined || list[first]!.after >= 0 || list[second]!.before >= 0) return;
    list[first]!.after = second;
    list[second]!.before = first;
  };
  // A block is driven between the stay before it and the stay after it.
  const byBlock = new Map(list.map(({ stay }, i) => [stay.blockBefore, i]));
  byBlock.delete(null);
  if (repeats) list.forEach(({ stay }, i) => follow(i, byBlock.get(stay.blockAfter)));
  for (const { stays } of plans) {
    for (const [i, stay] of stays.slice(0, -1).entries()) {
      const [here, next] = [stay, stays[i + 1]!].map((one) =>
        indexOf.get(repeats ? lineOf(one) : one),
      );
      if (here !== undefined) follow(here, next);
    }
  }
  return list;
}

/** How many points it takes when every bus finds one at once. */
function pointsNeeded(stays: readonly LinkedStay[], { repeats, window }: Scenario): number {
  const dayMs = window.toMs - window.fromMs;
  const shiftsMs = repeats ? [-dayMs, 0, dayMs] : [0];
  return mostAtOnce(
    shiftsMs.flatMap((shiftMs) =>
      stays.map(({ fromMs, toMs }) => ({ fromMs: fromMs + shiftMs, toMs: toMs + shiftMs })),
    ),
  );
}

function lineOf({ line }: Stay): string {
  return `line ${line}`;
}

function isWithin(atMs: number, { fromMs, toMs }: Scenario["window"]): boolean {
  return fromMs <= atMs && atMs < toMs;
}
