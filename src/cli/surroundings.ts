import type { WallClock } from "../engine/index.ts";
import type { FileStore } from "../record/index.ts";
import type { Files } from "../scenario/index.ts";
import type { RunWorkers } from "../study/index.ts";

/** Everything outside the process that a command may touch, as one value. */
export interface Surroundings {
  readonly args: readonly string[];
  /** Data. */
  readonly stdout: (text: string) => void;
  /** Words for people. */
  readonly stderr: (text: string) => void;
  /** Whether people watch stderr, so that a line may be written over. */
  readonly isWatched: boolean;
  readonly files: Files;
  readonly store: FileStore;
  readonly clock: WallClock;
  /** Who does many runs. */
  readonly workers: RunWorkers;
  /** Has the given function called when people want to stop. */
  readonly onInterrupt: (tell: () => void) => void;
  readonly version: string;
  readonly nodeVersion: string;
}
