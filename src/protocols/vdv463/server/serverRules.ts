import type { TokenRate } from "../../transport/index.ts";
import type { Validation } from "../codec/wire.ts";

/** How a charge management treats its presystems. Defaults: facts of the field, or an estimate where it says so. */
export interface ServerRules {
  readonly validation: Validation;
  /** All see the whole depot, or each only its own requests in it. */
  readonly pciScope: "all" | "own";
  /** Until 1.1 a request cannot be rejected alone: reject the whole list, or tell people only. */
  readonly rejectWholeOn1x: boolean;
  /** Between two messages of information when nothing changes. */
  readonly informationPeriodMs: number;
  /** From a change to the information that tells it; more changes meanwhile go with it. Estimate. */
  readonly changeDelayMs: number;
  /** For an answer. Estimate. */
  readonly requestTimeoutMs: number;
  /** In a row, before the connection is closed. Estimate. */
  readonly mostUnconfirmed: number;
  /** For the first BootNotification. Estimate. */
  readonly bootTimeoutMs: number;
  readonly pingPeriodMs: number;
  /** In a row, before the connection is given up. */
  readonly missedPongs: number;
  /** In a row, before the connection is closed. */
  readonly flawedFrames: number;
  readonly frames: TokenRate;
  /** Clocks further apart are told to people. */
  readonly clockSkewMs: number;
}

export const serverRules: ServerRules = {
  validation: "tolerant",
  pciScope: "all",
  rejectWholeOn1x: false,
  informationPeriodMs: 15_000,
  changeDelayMs: 1000,
  requestTimeoutMs: 30_000,
  mostUnconfirmed: 4,
  bootTimeoutMs: 60_000,
  pingPeriodMs: 30_000,
  missedPongs: 2,
  flawedFrames: 5,
  frames: { burst: 100, perSecond: 100 },
  clockSkewMs: 5000,
};
