import { RandomStream } from "../../engine/index.ts";
import type { Stay, VehiclePlan } from "../timetable.ts";

/**
 * The stream that decides one thing about one stay, or the block that ends with it. It goes by the
 * block and its planned return, so that a bus, a block or a day more shifts no other's draws, nor
 * does another bus on the same block.
 */
export function streamOfStay(
  seed: number,
  name: string,
  { vehicleId }: Pick<VehiclePlan, "vehicleId">,
  { blockBefore, arriveAtMs }: Pick<Stay, "blockBefore" | "arriveAtMs">,
): RandomStream {
  return new RandomStream(seed, name, blockBefore ?? vehicleId, arriveAtMs ?? 0);
}
