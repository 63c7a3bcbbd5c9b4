export { bestOutlet, type Outlet } from "./bestOutlet.ts";
export { Battery, type BatterySpec } from "./battery.ts";
export {
  ChargeCurve,
  ENERGY_TOLERANCE_KWH,
  energyAlong,
  hoursAlong,
  type Stretch,
} from "./chargeCurve.ts";
export { ConverterLoss, type LossSpec, type LossTerms } from "./converterLoss.ts";
export { modulesFor } from "./modulesFor.ts";
export { type CabinSpec, type Heating, preconditioningAt } from "./preconditioningAt.ts";
export { PowerTree } from "./powerTree.ts";
export { StepSeries } from "./stepSeries.ts";
