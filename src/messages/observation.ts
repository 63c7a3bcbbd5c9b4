import type { ChargingPlan } from "./chargingPlan.ts";
import type { NodeId, PointId, RequestId, SessionId, VehicleId } from "./id.ts";

/** Everything the controller learns. Small, flat, JSON-safe. */
export type Observation =
  | RequestChanged
  | RequestWithdrawn
  | VehicleArrived
  | Connected
  | Disconnected
  | Charging
  | StationStatus
  | SiteMeasured
  | VehicleMeasured
  | PreconditioningNeed
  | LimitChanged
  | PriceChanged
  | LinkUp
  | LinkDown
  | CommandResult
  | PlanReady
  | OperatorOrder
  | Tick;

interface Learned {
  /** When it was true, by the clock of whoever says it; annotation only. */
  readonly atMs: number;
  /** When it was learned, by our clock. Planning sees only what is known. */
  readonly knownAtMs: number;
}

/** A presystem wants a bus charged, or has changed its mind about how. */
export interface RequestChanged extends Learned {
  readonly kind: "requestChanged";
  readonly requestId: RequestId;
  readonly vehicleId: VehicleId;
  readonly expectedArrivalAtMs: number | null;
  /** What it is expected to arrive with; null: nobody knows. */
  readonly expectedSoc: number | null;
  /** When the bus must be free of the cable. */
  readonly departureAtMs: number | null;
  /** The least it must leave with. */
  readonly minTargetSoc: number;
  /** The most it should leave with. */
  readonly maxTargetSoc: number;
  /** Higher is more urgent; 0 is normal. */
  readonly priority: number;
}

/** A presystem no longer wants it. */
export interface RequestWithdrawn extends Learned {
  readonly kind: "requestWithdrawn";
  readonly requestId: RequestId;
}

/** A bus has passed the gate. */
export interface VehicleArrived extends Learned {
  readonly kind: "vehicleArrived";
  readonly vehicleId: VehicleId;
}

/** Cable in, vehicle identified if it can be: energy may flow from now on. */
export interface Connected extends Learned {
  readonly kind: "connected";
  readonly pointId: PointId;
  readonly sessionId: SessionId;
  readonly vehicleId: VehicleId | null;
  readonly soc: number | null;
}

/** The cable is out. */
export interface Disconnected extends Learned {
  readonly kind: "disconnected";
  readonly pointId: PointId;
  readonly sessionId: SessionId;
}

/** What flows at a point. */
export interface Charging extends Learned {
  readonly kind: "charging";
  readonly pointId: PointId;
  readonly sessionId: SessionId;
  /** `complete`: its battery takes no more; `paused`: it would, but gets nothing. */
  readonly state: "flowing" | "paused" | "complete";
  /** At the outlet, what its cabin takes included: that may flow when the battery takes no more, too. */
  readonly powerKw: number;
  /** Into the vehicle since it was connected, battery and cabin. */
  readonly energyKwh: number;
  readonly soc: number | null;
}

/** Whether a point can be used. */
export interface StationStatus extends Learned {
  readonly kind: "stationStatus";
  readonly pointId: PointId;
  readonly status: "available" | "outOfService" | "faulted";
}

/** A reading of a meter in the grid tree. */
export interface SiteMeasured extends Learned {
  readonly kind: "siteMeasured";
  readonly nodeId: NodeId;
  /** What hangs behind this node but is no charger. */
  readonly baseLoadKw: number;
  readonly quality: "good" | "estimated" | "bad";
}

/** What a vehicle says of itself, plugged in or not. */
export interface VehicleMeasured extends Learned {
  readonly kind: "vehicleMeasured";
  readonly vehicleId: VehicleId;
  readonly soc: number | null;
  readonly odometerKm: number | null;
  readonly ambientTemperatureC: number | null;
}

/** A cabin is to be warm or cool when the stay of a request ends. It is over with its request. */
export interface PreconditioningNeed extends Learned {
  readonly kind: "preconditioningNeed";
  readonly requestId: RequestId;
  readonly vehicleId: VehicleId;
  readonly startAtMs: number;
  readonly finishAtMs: number;
  /** What that takes, at the outlet; 0: it is not wanted any more. */
  readonly powerKw: number;
}

/** A limit of a grid node is another from now on; null lifts it. */
export interface LimitChanged extends Learned {
  readonly kind: "limitChanged";
  readonly nodeId: NodeId;
  readonly contractKw: number | null;
  readonly maxKw: number | null;
}

/** The price of energy from an instant on. */
export interface PriceChanged extends Learned {
  readonly kind: "priceChanged";
  readonly fromMs: number;
  readonly eurPerKwh: number;
}

/** A device can be reached. */
export interface LinkUp extends Learned {
  readonly kind: "linkUp";
  readonly pointId: PointId;
}

/** A device cannot be reached. */
export interface LinkDown extends Learned {
  readonly kind: "linkDown";
  readonly pointId: PointId;
}

/** What became of a command. */
export interface CommandResult extends Learned {
  readonly kind: "commandResult";
  readonly commandId: number;
  readonly pointId: PointId;
  readonly status: "accepted" | "rejected" | "timedOut" | "superseded";
}

/** An answer to `requestPlan`. */
export interface PlanReady extends Learned {
  readonly kind: "planReady";
  readonly commandId: number;
  readonly plan: ChargingPlan;
}

/** A person on duty overrules, until the order is lifted. */
export type OperatorOrder = PointOrder | LimitOrder;

/** What comes from people and systems outside the depot, of which nothing in it can tell beforehand. */
export type FromOutside =
  | OperatorOrder
  | RequestChanged
  | RequestWithdrawn
  | VehicleArrived
  | PreconditioningNeed;

/**
 * What is to be done at a point, whoever is there:
 * `charge`: at its highest power until the bus takes no more, before all others, within the limits,
 * with a request or without. It ends with the session; given to an empty point it is for the next bus.
 * `hold`: nothing flows, the session stays; `outOfService`: nobody is served there, as at a station
 * out of order. Both hold for the point until lifted, whoever comes and goes.
 * `auto` lifts the order.
 */
export interface PointOrder extends Learned {
  readonly kind: "operatorOrder";
  readonly order: "charge" | "hold" | "outOfService" | "auto";
  readonly pointId: PointId;
}

/** A grid node is to see no more than this [kW], if the grid operator's own limit is not tighter; null lifts it. */
export interface LimitOrder extends Learned {
  readonly kind: "operatorOrder";
  readonly order: "limit";
  readonly nodeId: NodeId;
  readonly maxKw: number | null;
}

/** Time has come to this instant. Nothing else tells the controller the time. */
export interface Tick extends Learned {
  readonly kind: "tick";
}
