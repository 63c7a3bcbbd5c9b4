import type { FromOutside, Observation } from "../messages/index.ts";

/**
 * Whether something heard came from outside, and not from the depot.
 * @param isPresystemElsewhere whether presystems call, instead of that of the depot being heard
 */
export function isFromOutside(
  heard: Observation,
  isPresystemElsewhere: boolean,
): heard is FromOutside {
  if (heard.kind === "operatorOrder") return true;
  if (!isPresystemElsewhere) return false;
  const { kind } = heard;
  return (
    kind === "requestChanged" ||
    kind === "requestWithdrawn" ||
    kind === "vehicleArrived" ||
    kind === "preconditioningNeed"
  );
}
