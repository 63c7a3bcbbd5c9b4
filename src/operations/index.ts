export { type BusSwap, swappedPlans, swappedTails } from "./busSwap.ts";
export { type BusSwapSpec, busSwaps } from "./chance/busSwaps.ts";
export type { ChanceDay } from "./chance/chanceDay.ts";
export { type ForgottenPlugSpec, forgottenMs } from "./chance/forgottenMs.ts";
export {
  type Interruption,
  interruptions,
  type SessionFailureSpec,
} from "./chance/interruptions.ts";
export { type DelaySpan, type ReturnDelaySpec, returnDelays } from "./chance/returnDelays.ts";
export { type SocForecastSpec, socErrors } from "./chance/socErrors.ts";
export { type ConsumptionSpec, usedFactors } from "./chance/usedFactors.ts";
export { foreseenStays } from "./chargingTarget.ts";
export { copiedFrom } from "./copyOf.ts";
export { knownStays } from "./knownStays.ts";
export { type LateReturn, lateReturnOf } from "./lateReturn.ts";
export { mostAtOnce } from "./mostAtOnce.ts";
export { type DispatchPolicyName, dispatchPolicies } from "./dispatch/index.ts";
export { type BatteryForecast, type Dispatch, neededFleet } from "./dispatchBlocks.ts";
export { type PlacedBlock, placeBlocks } from "./placeBlocks.ts";
export type { DepotFloor } from "./pointAssignment.ts";
export type { Placement } from "./placement.ts";
export { placeStays } from "./placeStays.ts";
export { type PlugInDelaySpec, plugInDelaysMs } from "./plugInDelaysMs.ts";
export {
  type Preconditioning,
  Presystem,
  type PresystemOptions,
  type PresystemSnapshot,
} from "./presystem.ts";
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
