import { Controller, type PointModel } from "../control/index.ts";
import type { StationSpec } from "../depot/index.ts";
import { Battery } from "../physics/index.ts";
import type { Scenario } from "../scenario/index.ts";

/** The controller of a scenario, before anything has happened. */
export function controllerOf(spec: Scenario): Controller {
  return new Controller({
    tree: spec.tree,
    points: spec.stations.map(pointModel),
    cabinets: spec.cabinets,
    batteryOf: batteries(spec),
    law: spec.law,
    options: spec.control,
  });
}

/** Every bus of the timetable is known; a stranger is not. */
function batteries({ plans, busTypes }: Scenario): (vehicleId: string) => Battery | undefined {
  const ofType = new Map([...busTypes].map(([type, bus]) => [type, new Battery(bus)]));
  const types = new Map<string, string>(
    plans.map(({ vehicleId, vehicleType }) => [vehicleId, vehicleType]),
  );
  return (vehicleId) => ofType.get(types.get(vehicleId) ?? "");
}

function pointModel({ id: pointId, ...station }: StationSpec): PointModel {
  return { pointId, ...station };
}
