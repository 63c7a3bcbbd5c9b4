/** Wall time and alarms, given from outside so that a test or a simulation can bring its own. */
export interface Timers {
  /** Milliseconds since 1970 in UTC. */
  nowMs(): number;
  /** Calls once, at or after an instant. @returns cancels it */
  at(atMs: number, due: () => void): () => void;
}
