import type { LateReturn, Stay, VehiclePlan } from "../../operations/index.ts";
import { meant } from "../meant.ts";
import type { IncidentFile } from "../schema/incidents.ts";
import { type Complain, type IncidentDepot } from "./incidentDepot.ts";

const MINUTE_MS = 60_000;

/** A stay that begins with a return, and where it stands. */
interface Return {
  readonly bus: number;
  readonly stay: number;
  readonly arriveAtMs: number;
  readonly departAtMs: number;
}

/**
 * Which return is late, and by how much; null after a complaint.
 * @param fromMs the first return from then on; null: the first of the reported time
 */
export function lateReturn(
  { vehicle, block, delayMin, announcedMin }: Extract<IncidentFile, { kind: "lateBus" }>,
  fromMs: number | null,
  { plans, run, window }: IncidentDepot,
  complain: Complain,
): LateReturn | null {
  if ((vehicle === undefined) === (block === undefined)) {
    const found = vehicle === undefined ? "neither vehicle nor block" : "vehicle and block";
    complain([], `found ${found}, expected one of them`);
    return null;
  }
  const isMeant = ({ vehicleId }: VehiclePlan, { blockBefore }: Stay): boolean =>
    vehicle === undefined ? blockBefore === block : vehicleId === vehicle;
  const returns = returnsOf(plans, isMeant).filter(({ arriveAtMs }) => arriveAtMs < run.toMs);
  if (returns.length === 0) {
    const known =
      vehicle === undefined
        ? plans.flatMap(({ stays }) => stays.flatMap((stay) => stay.blockBefore ?? []))
        : plans.map(({ vehicleId }) => String(vehicleId));
    const [key, name = ""] = vehicle === undefined ? ["block", block] : ["vehicle", vehicle];
    const mend = known.includes(name) ? undefined : meant(name, [...new Set(known)]);
    complain([key], `no ${key === "block" ? "block" : "bus"} "${name}" returns in the run`, mend);
    return null;
  }
  const found = returns.find(({ arriveAtMs, departAtMs }) =>
    fromMs === null ? arriveAtMs < window.toMs && departAtMs > window.fromMs : arriveAtMs >= fromMs,
  );
  if (found === undefined) {
    const mend = "name a time before its last return";
    complain(["at"], `${vehicle ?? block} does not return from then on`, mend);
    return null;
  }
  const { bus, stay, arriveAtMs } = found;
  return {
    bus,
    stay,
    delayMs: Math.round(delayMin * MINUTE_MS),
    knownAtMs: arriveAtMs - Math.round(announcedMin * MINUTE_MS),
  };
}

/** Returns in the order of time. */
function returnsOf(
  plans: readonly VehiclePlan[],
  isMeant: (plan: VehiclePlan, stay: Stay) => boolean,
): Return[] {
  return plans
    .flatMap((plan, bus) =>
      plan.stays.flatMap((one, stay): Return[] => {
        const { arriveAtMs, departAtMs } = one;
        if (arriveAtMs === null || !isMeant(plan, one)) return [];
        return [{ bus, stay, arriveAtMs, departAtMs: departAtMs ?? Infinity }];
      }),
    )
    .toSorted((a, b) => a.arriveAtMs - b.arriveAtMs || a.bus - b.bus);
}
