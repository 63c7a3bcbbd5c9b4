import type { PointId } from "../messages/index.ts";
import type { BusInYardState, YardBus } from "./busInYardState.ts";
import type { StayOutcome } from "./stayOutcome.ts";
import type { Stay, VehiclePlan } from "./timetable.ts";

/**
 * How a stay went, as it stands when it ends.
 * @param pointId null: it never found one
 * @param departedAtMs null: it outlasts the run
 */
export function outcomeOf(
  { vehicleId, vehicleType }: VehiclePlan,
  { blockBefore, blockAfter, departAtMs }: Stay,
  pointId: PointId | null,
  bus: YardBus,
  state: BusInYardState,
  departedAtMs: number | null,
): StayOutcome {
  const { usableKwh, energyKwh } = bus;
  return {
    vehicleId,
    vehicleType,
    pointId,
    blockBefore,
    blockAfter,
    arrivedAtMs: state.arrivedAtMs,
    serviceMs: state.serviceMs,
    serviceWaitMs: state.serviceWaitMs,
    queuedMs: state.queuedMs,
    pluggedInAtMs: state.pluggedInAtMs,
    unpluggedAtMs: state.unpluggedAtMs,
    plannedDepartureAtMs: departAtMs,
    departedAtMs,
    socAtArrival: state.arrivalKwh / usableKwh,
    socAtDeparture: energyKwh / usableKwh,
    targetSoc: state.targetKwh / usableKwh,
    batteryKwh: energyKwh - state.arrivalKwh,
    gridKwh: state.gridKwh,
    unmetKwh: Math.max(0, state.targetKwh - energyKwh),
    deficitKwh: state.deficitKwh,
  };
}
