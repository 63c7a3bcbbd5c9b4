import type { JournalDisk } from "../record/index.ts";
import type { TwinLog } from "./twinLog.ts";

/** What somebody asks a server for. */
export interface PageRequest {
  readonly method: string;
  /** Without what follows a `?`. */
  readonly path: string;
}

/** What it answers. */
export interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Something that goes on until it is ended. */
export interface Serving {
  end(): Promise<void>;
}

/** A server of pages. */
export interface PageServing extends Serving {
  readonly port: number;
}

/** What a live process needs of the machine that it runs on. Folders and files are seen from where it was started. */
export interface LiveHost {
  /** The folder of a journal, for this process alone. @throws JournalHeld */
  journalDisk(folder: string): JournalDisk & { release(): void };
  /** What the clock on the wall says, milliseconds since the Unix epoch. */
  wallMs(): number;
  /** A log of one JSON object per line, which goes on where there is one. @param file null: standard error */
  openLog(file: string | null): Promise<TwinLog>;
  /** Serves pages to this machine alone. @param port 0: any that is free */
  servePages(port: number, answer: (request: PageRequest) => Page): Promise<PageServing>;
  /** Answers questions of the same user on this machine, about the process that has this folder. */
  serveQuestions(folder: string, answer: (question: unknown) => unknown): Promise<Serving>;
  /** Asks the process that has this folder; null: there is none. */
  ask(folder: string, question: unknown): Promise<unknown>;
}
