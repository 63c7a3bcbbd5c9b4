export type { YardOptions } from "./busInYard.ts";
export type { LateReturn } from "./lateReturn.ts";
export { mostAtOnce } from "./mostAtOnce.ts";
export { placeBlocks, type Placement, placeStays } from "./placeStays.ts";
export { type PlugInDelaySpec, plugInDelaysMs } from "./plugInDelaysMs.ts";
export { Presystem, type PresystemOptions, type PresystemSnapshot } from "./presystem.ts";
export { SOC_QUANTUM, type StayOutcome } from "./stayOutcome.ts";
export type {
  BlockRow,
  BlockUse,
  FileTime,
  Stay,
  StayRow,
  Timetable,
  VehiclePlan,
} from "./timetable.ts";
export { Yard, type YardSnapshot } from "./yard.ts";
export { addDays, Zone } from "./zone.ts";
