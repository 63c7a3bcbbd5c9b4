import type { ChargingRequest, Presystem } from "../../protocols/vdv463/index.ts";

/** All that a presystem wants, as it said last. */
export interface PresystemList {
  readonly presystemId: string;
  readonly presystem: Presystem;
  readonly requests: readonly ChargingRequest[];
  /** When its connection was lost; null: it is there. */
  readonly goneSinceMs: number | null;
}
