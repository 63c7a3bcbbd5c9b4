export { foreseenStays } from "./chargingTarget.ts";
export { copiedFrom } from "./copyOf.ts";
export type { LateReturn } from "./lateReturn.ts";
export { mostAtOnce } from "./mostAtOnce.ts";
export { type DispatchPolicyName, dispatchPolicies } from "./dispatch/index.ts";
export { type BatteryForecast, type Dispatch, neededFleet } from "./dispatchBlocks.ts";
export { type PlacedBlock, placeBlocks } from "./placeBlocks.ts";
export type { Placement } from "./placement.ts";
export { placeStays } from "./placeStays.ts";
export { type PlugInDelaySpec, plugInDelaysMs } from "./plugInDelaysMs.ts";
export { Presystem, type PresystemOptions, type PresystemSnapshot } from "./presystem.ts";
export { servedMs, type Service, servicesDue } from "./service.ts";
export { SOC_QUANTUM, type StayOutcome } from "./stayOutcome.ts";
export type {
  BlockRow,
  BlockUse,
  FileTime,
  ServiceDay,
  Stay,
  StayRow,
  Timetable,
  VehiclePlan,
} from "./timetable.ts";
export { Yard, type YardSnapshot } from "./yard.ts";
export type { YardOptions } from "./yardOptions.ts";
export { addDays, Zone } from "./zone.ts";
