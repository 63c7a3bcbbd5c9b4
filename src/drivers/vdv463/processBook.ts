import type { ControlView } from "../../control/index.ts";
import type { PointId } from "../../messages/index.ts";
import {
  nextProcessStatus,
  type ProcessEvent,
  type ProcessStatus,
} from "../../protocols/vdv463/index.ts";

type PointView = ControlView["points"][number];

/** What runs at a point, as presystems are told of it. */
export interface Process {
  readonly sessionId: string;
  readonly startedAtMs: number;
  readonly status: ProcessStatus;
}

/** What has to be remembered of a point from one look to the next. */
export interface PointMemory {
  readonly process: Process | null;
  /** When its status became what it is. */
  readonly status: PointView["status"];
  readonly statusSinceMs: number;
}

/** When processes began, what state they are in, and since when points are as they are. */
export class ProcessBook {
  readonly #points = new Map<PointId, PointMemory>();

  look({ atMs, points }: ControlView): void {
    for (const point of points) {
      const before = this.#points.get(point.id);
      const isSame = before?.status === point.status;
      this.#points.set(point.id, {
        process: processAfter(before?.process ?? null, point, atMs),
        status: point.status,
        statusSinceMs: isSame ? before.statusSinceMs : atMs,
      });
    }
  }

  /** @returns undefined: it was never looked at */
  at(pointId: PointId): PointMemory | undefined {
    return this.#points.get(pointId);
  }
}

function processAfter(before: Process | null, point: PointView, atMs: number): Process | null {
  const { session } = point;
  if (session === null) return null;
  const known = before?.sessionId === session.sessionId ? before : null;
  const { sessionId } = session;
  const started = known?.status ?? nextProcessStatus(null, "connected");
  const status = nextProcessStatus(started, eventOf(point))!;
  return { sessionId, startedAtMs: known?.startedAtMs ?? atMs, status };
}

function eventOf({ session, status }: PointView): ProcessEvent {
  if (status === "faulted") return "suspendedByEvse";
  if (session!.state === "complete") return "suspendedByVehicle";
  if (session!.state === "flowing") return "energyFlows";
  return session!.energyKwh > 0 ? "suspendedByEvse" : "held";
}
