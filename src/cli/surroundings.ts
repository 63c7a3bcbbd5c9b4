import type { WallClock } from "../engine/index.ts";
import type { Network } from "../host/index.ts";
import type { LineChannel } from "../links/index.ts";
import type { FileStore, JournalFiles } from "../record/index.ts";
import type { Files } from "../scenario/index.ts";
import type { NightWorkers, RunWorkers } from "../study/index.ts";
import type { LiveHost } from "../twin/index.ts";

/** Other processes to talk with, in lines. */
interface Channels {
  /** Our own standard input and output. */
  stdio(warn: (text: string) => void): LineChannel;
  /** To whoever listens at a local socket or named pipe. @throws Error with a code, as ENOENT */
  connect(path: string, warn: (text: string) => void): Promise<LineChannel>;
  /**
   * Whoever connects at a local socket or named pipe.
   * @throws Error with a code, as EADDRINUSE
   */
  listen(
    path: string,
    hear: (channel: LineChannel) => void,
    warn: (text: string) => void,
  ): Promise<{ close(): void }>;
}

/** Everything outside the process that a command may touch, as one value. */
export interface Surroundings {
  readonly args: readonly string[];
  /** Data. */
  readonly stdout: (text: string) => void;
  /** Words for people. */
  readonly stderr: (text: string) => void;
  /** Whether people watch stderr, so that a line may be written over. */
  readonly isWatched: boolean;
  /** Asks people and gives what they answer, null when they will not; null: nobody is there. */
  readonly ask: ((question: string) => Promise<string | null>) | null;
  readonly files: Files;
  readonly store: FileStore;
  /** The files of a folder, to read a journal or schemas; none when there is no such folder. */
  readonly journals: (folder: string) => JournalFiles;
  /** The files of the font that charts are drawn with as PNG, null when it is not installed. */
  readonly chartFonts: () => readonly string[] | null;
  readonly clock: WallClock;
  readonly channels: Channels;
  readonly network: Network;
  /** Who does many runs. */
  readonly workers: RunWorkers;
  /** Who does the nights of a forecast. */
  readonly nightWorkers: NightWorkers;
  /** What processes need that live long. */
  readonly live: LiveHost;
  /** Has the given function called when people want to stop. */
  readonly onInterrupt: (tell: () => void) => void;
  /** Where the JSON Schema of scenarios lies. */
  readonly schemaFile: string;
  /** Where the depot lies that is tortured unless another is named. */
  readonly tortureScenario: string;
  readonly version: string;
  /** What decides results: the version and a hash of the code. Takes a moment to say. */
  readonly engineVersion: () => string;
  readonly nodeVersion: string;
}
