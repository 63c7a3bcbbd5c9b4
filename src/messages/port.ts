import type { Command, Precondition, RequestPlan, SetLimit, Start, Stop } from "./command.ts";
import type { NodeId, PointId } from "./id.ts";
import type {
  Charging,
  CommandResult,
  Connected,
  Disconnected,
  LimitChanged,
  LinkDown,
  LinkUp,
  Observation,
  PlanReady,
  PreconditioningNeed,
  PriceChanged,
  RequestChanged,
  RequestWithdrawn,
  SiteMeasured,
  StationStatus,
  VehicleArrived,
  VehicleMeasured,
} from "./observation.ts";

/**
 * A device as the controller sees it, simulated or real: it says some kinds of
 * observation and does some kinds of command.
 */
export interface Port<Says extends Observation, Does extends Command = never> {
  /** Names the one listener; it hears every observation, in order. */
  listen(hear: (observation: Says) => void): void;
  /** Asks for something; what became of it is heard as a commandResult. */
  send(command: Does): void;
}

/** One charging point. */
export interface StationPort extends Port<
  Connected | Disconnected | Charging | StationStatus | LinkUp | LinkDown | CommandResult,
  SetLimit | Start | Stop | Precondition
> {
  readonly pointId: PointId;
}

/** One meter in the grid tree. */
export interface MeterPort extends Port<SiteMeasured> {
  readonly nodeId: NodeId;
}

/** Depot management or control system: who comes, who goes, with how much. */
export type PresystemPort = Port<
  RequestChanged | RequestWithdrawn | VehicleArrived | PreconditioningNeed
>;

/**
 * What vehicles say of themselves.
 * @public
 */
export type VehiclePort = Port<VehicleMeasured>;

/** Whoever may limit the connection or set its price. */
export type GridOperatorPort = Port<LimitChanged | PriceChanged>;

/** Whoever solves planning problems, in no time or in a while. */
export type PlannerPort = Port<PlanReady, RequestPlan>;

/** A whole depot, as whoever charges in it sees it. */
export interface DepotPorts {
  readonly stations: readonly StationPort[];
  readonly meters: readonly MeterPort[];
  readonly gridOperator: GridOperatorPort;
  readonly presystem: PresystemPort;
}
