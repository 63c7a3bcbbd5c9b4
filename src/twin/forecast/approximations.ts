import type { Scenario } from "../../scenario/index.ts";
import type { Belief } from "./belief.ts";
import { desiredSocOf, isOutOfOrder, waitedMs } from "./nightAhead.ts";
import { staysAhead } from "./staysAhead.ts";

/**
 * Something that a forecast cannot know, and takes to be some way. Plain JSON.
 * `stranger`: nobody knows the bus at a point, which is left out; `outOfReach`: a point is taken to be heard of
 * again at once; `outOfOrder`: it is taken to stay so to the end, and its bus to be plugged in elsewhere;
 * `overdue`: a bus that is not plugged in yet is taken to be there by now; `charged`: a bus is taken to be charged to
 * no more than what others should leave with, where it must not leave with more; `plan`: its strategy's plans are made
 * anew at once, where the twin goes on with the one it has.
 */
export interface Approximation {
  readonly kind: "stranger" | "outOfReach" | "outOfOrder" | "overdue" | "charged" | "plan";
  /** Points, buses or a strategy. */
  readonly who: readonly string[];
}

/** What a forecast takes to be some way; kinds that come up alone. */
export function approximations(spec: Scenario, belief: Belief): Approximation[] {
  const { points, requests, atMs } = belief.view;
  const pointsThat = (is: (point: (typeof points)[number]) => boolean): string[] =>
    points.filter(is).map(({ id }) => id);
  const overdue = staysAhead(spec, belief).flatMap(({ vehicleId, stays }) =>
    stays.flatMap((stay) => {
      const isOverdue = stay.pluggedInAtMs === null && waitedMs(stay, atMs) > 0;
      return isOverdue ? [vehicleId] : [];
    }),
  );
  const desiredSoc = desiredSocOf(belief);
  const wanted = [...requests, ...points.flatMap(({ session }) => session ?? [])];
  const charged = wanted.flatMap(({ vehicleId, minTargetSoc, maxTargetSoc }) => {
    const isLess = (maxTargetSoc ?? 1) > Math.max(minTargetSoc ?? 1, desiredSoc);
    return isLess && vehicleId !== null ? [vehicleId] : [];
  });
  const all: Approximation[] = [
    {
      kind: "stranger",
      who: pointsThat(
        ({ session }) => session !== null && (session.vehicleId === null || session.soc === null),
      ),
    },
    { kind: "outOfReach", who: pointsThat(({ status }) => status === "outOfReach") },
    { kind: "outOfOrder", who: pointsThat(isOutOfOrder) },
    { kind: "overdue", who: overdue },
    { kind: "charged", who: charged },
    { kind: "plan", who: spec.planner === null ? [] : [spec.law.name] },
  ];
  return all.filter(({ who }) => who.length > 0);
}
