import type { PointId } from "../messages/index.ts";
import type { BusInYardState, YardBus } from "./busInYardState.ts";
import type { StayOutcome } from "./stayOutcome.ts";
import type { Stay, VehiclePlan } from "./timetable.ts";

/**
 * How a stay went, as it stands when it ends.
 * @param stay where it was, too: null where it never found a point
 * @param departedAtMs null: it outlasts the run
 */
export function outcomeOf(
  stay: Omit<VehiclePlan, "stays"> & Stay & { readonly pointId: PointId | null },
  bus: YardBus,
  state: BusInYardState,
  departedAtMs: number | null,
): StayOutcome {
  const { usableKwh, energyKwh } = bus;
  return {
    vehicleId: stay.vehicleId,
    vehicleType: stay.vehicleType,
    pointId: stay.pointId,
    blockBefore: stay.blockBefore,
    blockAfter: stay.blockAfter,
    arrivedAtMs: state.arrivedAtMs,
    serviceMs: state.serviceMs,
    serviceWaitMs: state.serviceWaitMs,
    queuedMs: state.queuedMs,
    pluggedInAtMs: state.pluggedInAtMs,
    unpluggedAtMs: state.unpluggedAtMs,
    plannedDepartureAtMs: stay.departAtMs,
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
