/** Wall time, given from outside so that a test can bring its own. */
export interface WallClock {
  /** Monotonic milliseconds from any origin. */
  nowMs(): number;
  /** Resolves after that many milliseconds, or early when woken. */
  wait(durationMs: number): Promise<void>;
}

/** Virtual time that can be driven from outside. */
export interface Steppable {
  readonly nowMs: number;
  readonly nextAtMs: number;
  step(): boolean;
}

/** How a paced run is driven. */
export interface PacingOptions {
  /** Virtual seconds per wall second; Infinity runs as fast as possible. */
  readonly speed: number;
  /** Virtual instant to stop at; events at that instant still fire. */
  readonly untilMs: number;
  /** Asked now and then; true ends the run early. */
  readonly stopped: () => boolean;
  /** Told the wall milliseconds by which an event came late, when it is more than a slice. */
  readonly late?: (behindMs: number) => void;
  /** Asked after every event; virtual time stands still until what it gives is fulfilled. null: go on. */
  readonly quiet?: () => Promise<void> | null;
}

/** Wall time after which an unpaced run lets the process breathe. */
const SLICE_MS = 50;
const EVENTS_PER_LOOK = 1024;

/**
 * Drives the engine until an instant, held back to wall time × speed. Being
 * late is reported, never an error. Returns whether the end was reached.
 */
export async function pace(
  engine: Steppable,
  wall: WallClock,
  options: PacingOptions,
): Promise<boolean> {
  const { speed, untilMs, stopped, late, quiet } = options;
  const startWallMs = wall.nowMs();
  const startMs = engine.nowMs;
  let breathedAtMs = startWallMs;
  while (!stopped()) {
    const nextAtMs = engine.nextAtMs;
    if (nextAtMs > untilMs || nextAtMs === Infinity) return true;
    const dueMs = speed === Infinity ? 0 : startWallMs + (nextAtMs - startMs) / speed;
    const nowMs = wall.nowMs();
    if (dueMs > nowMs) {
      await wall.wait(Math.min(dueMs - nowMs, 1000));
      breathedAtMs = wall.nowMs();
      continue;
    }
    if (speed !== Infinity && nowMs - dueMs > SLICE_MS) late?.(nowMs - dueMs);
    for (let i = 0; i < EVENTS_PER_LOOK && engine.nextAtMs <= untilMs; i++) {
      if (speed !== Infinity && engine.nextAtMs > nextAtMs) break;
      engine.step();
      const noise = quiet?.() ?? null;
      if (noise === null) continue;
      await noise;
      break;
    }
    if (wall.nowMs() - breathedAtMs > SLICE_MS) {
      await wall.wait(0);
      breathedAtMs = wall.nowMs();
    }
  }
  return false;
}
