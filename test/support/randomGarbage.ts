import fc from "fast-check";
import {
  id,
  type NodeId,
  type PlanReady,
  type PointId,
  type RequestId,
  type SessionId,
  type VehicleId,
} from "../../src/messages/index.ts";
import type { ControllerStory } from "./controllerStory.ts";
import type { Beat } from "./randomStories.ts";

/** What broken devices say instead of a number. */
const number = fc.oneof(
  fc.constantFrom(NaN, Infinity, -Infinity, -0, -1, -1e-9, 1e300, -1e300, 1e9, 1.0001, 300, 301),
  fc.double(),
);
const orNull = fc.option(number);
const point = fc.constantFrom("P1", "P2", "P3", "P4", "P9");
const node = fc.constantFrom("site", "hall", "nowhere").map((name) => id<NodeId>(name));
const bus = fc
  .constantFrom("busP1", "busP2", "busP3", "stranger")
  .map((name) => id<VehicleId>(name));

/** The session at a point, if there ever was one. */
function placeIn(story: ControllerStory, point: string) {
  const last = story.told.findLast((o) => o.kind === "connected" && o.pointId === point);
  const sessionId = last?.kind === "connected" ? last.sessionId : id<SessionId>("none");
  return { pointId: id<PointId>(point), sessionId };
}

/** Things that cannot be, said by anybody. */
export const garbage: fc.Arbitrary<Beat> = fc.oneof(
  fc
    .record({
      point,
      powerKw: number,
      energyKwh: number,
      soc: orNull,
      state: fc.constantFrom("flowing", "paused", "complete"),
    })
    .map(
      ({ point, ...said }): Beat =>
        (story) =>
          story.hear({ kind: "charging", ...placeIn(story, point), ...said }),
    ),
  fc.record({ point, soc: orNull, vehicleId: fc.option(bus) }).map(
    ({ point, soc, vehicleId }): Beat =>
      (story, serial) =>
        story.hear({
          kind: "connected",
          pointId: id<PointId>(point),
          sessionId: id<SessionId>(`${point}#${serial}`),
          vehicleId,
          soc,
        }),
  ),
  fc
    .record({
      vehicleId: bus,
      expectedArrivalAtMs: orNull,
      expectedSoc: orNull,
      departureAtMs: orNull,
      minTargetSoc: number,
      maxTargetSoc: number,
      priority: number,
    })
    .map(
      (request): Beat =>
        (story) =>
          story.hear({
            kind: "requestChanged",
            requestId: id<RequestId>(request.vehicleId),
            ...request,
          }),
    ),
  fc.record({ nodeId: node, contractKw: orNull, maxKw: orNull }).map(
    (limits): Beat =>
      (story) =>
        story.hear({ kind: "limitChanged", ...limits }),
  ),
  fc
    .record({
      nodeId: node,
      baseLoadKw: number,
      quality: fc.constantFrom("good", "estimated", "bad"),
    })
    .map(
      (reading): Beat =>
        (story) =>
          story.hear({ kind: "siteMeasured", ...reading }),
    ),
  fc.record({ nodeId: node, maxKw: orNull }).map(
    (limit): Beat =>
      (story) =>
        story.hear({ kind: "operatorOrder", order: "limit", ...limit }),
  ),
  fc
    .record({
      point,
      commandId: fc.oneof(number, fc.nat(60)),
      status: fc.constantFrom("rejected", "timedOut"),
    })
    .map(
      ({ point, commandId, status }): Beat =>
        (story) =>
          story.hear({ kind: "commandResult", pointId: id<PointId>(point), commandId, status }),
    ),
  fc
    .record({
      peakKw: number,
      powerKw: number,
      fromMs: number,
      leavesWithKwh: number,
      leastAtMs: orNull,
    })
    .map(
      (said): Beat =>
        (story) =>
          story.hear(...plansOf(story, said)),
    ),
);

/** An answer to the question that was asked last, if one was. */
function plansOf(
  story: ControllerStory,
  said: {
    peakKw: number;
    powerKw: number;
    fromMs: number;
    leavesWithKwh: number;
    leastAtMs: number | null;
  },
): Omit<PlanReady, "atMs" | "knownAtMs">[] {
  const asked = story.done.findLast((one) => one.kind === "requestPlan");
  if (asked?.kind !== "requestPlan") return [];
  const { problem, commandId } = asked;
  const { peakKw, powerKw, fromMs, leavesWithKwh, leastAtMs } = said;
  const plan = {
    schemaVersion: 1 as const,
    solver: "nonsense",
    peakKw,
    lowerBoundKw: peakKw,
    kind: "exact" as const,
    relaxed: [],
    energyEur: null,
    unmetKwh: 0,
    marginal: { peakEurPerKw: null, nodes: [] },
    sessions: problem.sessions.map(({ id }) => ({
      id,
      powerKw: [[fromMs, powerKw]] as const,
      leavesWithKwh,
      leastAtMs,
      desiredAtMs: leastAtMs,
      unmetKwh: 0,
      shortfall: null,
    })),
  };
  return [{ kind: "planReady", commandId, plan }];
}
