import type { PowerTree } from "../../physics/index.ts";

/**
 * Charging as a flow of energy: each session's need goes through cells (one per
 * session and interval in its window) into the grid node that feeds it, up the
 * tree, and out through a bucket. A bucket is what a peak is measured over:
 * every interval by itself, or the intervals of a quarter-hour together.
 *
 * Energies are grid side [kWh]. The horizon may be a circle: a window then goes
 * on from the last interval to the first.
 */
export interface EnergyNetwork {
  readonly tree: PowerTree;
  /** Length of each interval [h]. */
  readonly hours: Float64Array;
  /** Per session: what it needs, and the node that feeds it. */
  readonly needKwh: Float64Array;
  readonly node: Int32Array;
  /** Cells of session i: firstCell[i] … firstCell[i + 1] − 1, in order of time. */
  readonly firstCell: Int32Array;
  readonly interval: Int32Array;
  readonly cellKwh: Float64Array;
  /** What each node lets through in each interval, at [node × intervals + interval]. */
  readonly nodeKwh: Float64Array;
  /** The bucket of each interval; its length, and what of it is not for charging. */
  readonly bucket: Int32Array;
  readonly bucketHours: Float64Array;
  readonly bucketBaseKwh: Float64Array;
  /** What a session has anyway: it is not charged, and counts for no peak. */
  readonly stockKwh: Float64Array;
  /**
   * Session in which a part of a session's need may be charged instead, because
   * the battery carries it from there; −1: none. And how much it can carry.
   */
  readonly before: Int32Array;
  readonly carryKwh: Float64Array;
}
