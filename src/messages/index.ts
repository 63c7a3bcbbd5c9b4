export {
  id,
  type NodeId,
  type PointId,
  type RequestId,
  type SessionId,
  type VehicleId,
} from "./id.ts";
export type * from "./observation.ts";
export type * from "./command.ts";
export type * from "./planningProblem.ts";
export type * from "./chargingPlan.ts";
export type * from "./port.ts";
export { directLink, type Link } from "./link.ts";
export { checkMessages, command, observation } from "./checkMessages.ts";
export { energyOnLink, powerOnLink, socOnLink } from "./onLink.ts";
