import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { platform } from "node:process";
import { DiskFull, type JournalDisk, type JournalFiles } from "../record/index.ts";
import { lockJournal } from "./lockJournal.ts";

/** A journal's folder that no other process writes to. */
export interface HeldJournalDisk extends JournalDisk {
  /** Lets others have it. */
  release(): void;
}

/** What a file is called until it is whole. */
const ASIDE = ".tmp";

/** The files of a folder, for reading; none when it is not there. */
export function journalFiles(folder: string): JournalFiles {
  return {
    list() {
      try {
        return readdirSync(folder).toSorted();
      } catch (error) {
        const { code } = error as { code?: string };
        if (code === "ENOENT" || code === "ENOTDIR") return [];
        throw error;
      }
    },
    read: (name) => readFileSync(path.join(folder, name)),
  };
}

/**
 * A folder on a real disk, for this process alone: only its owner may read what is made there.
 * @throws JournalHeld when another process has it; what the disk throws
 */
export function journalDisk(folder: string): HeldJournalDisk {
  makeFolder(folder);
  const unlock = lockJournal(folder);
  const files = journalFiles(folder);
  // Left by a process that ended in the midst of it.
  for (const name of files.list().filter((each) => each.endsWith(ASIDE))) {
    rmSync(path.join(folder, name));
  }
  const open = new OpenFile(folder);
  return {
    ...files,
    append: (name, bytes) => writeWhole(name, open.of(name), bytes),
    sync: (name) => fdatasyncSync(open.of(name)),
    truncate: (name, length) => ftruncateSync(open.of(name), length),
    replace(name, bytes) {
      open.close();
      replaceFile(folder, name, bytes);
    },
    remove(name) {
      open.close();
      rmSync(path.join(folder, name));
      syncFolder(folder);
    },
    release() {
      open.close();
      unlock();
    },
  };
}

/** A folder and those above it, each there for good. */
function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const above = path.dirname(path.resolve(first));
  for (let made = path.resolve(folder); made !== above;) {
    made = path.dirname(made);
    syncFolder(made);
  }
}

/** The one file that is being appended to. */
class OpenFile {
  readonly #folder: string;
  #name: string | null = null;
  #file = -1;

  constructor(folder: string) {
    this.#folder = folder;
  }

  of(name: string): number {
    if (this.#name !== name) {
      this.close();
      this.#file = openSync(path.join(this.#folder, name), "a", 0o600);
      this.#name = name;
    }
    return this.#file;
  }

  close(): void {
    if (this.#name !== null) closeSync(this.#file);
    this.#name = null;
  }
}

function replaceFile(folder: string, name: string, bytes: Uint8Array): void {
  const aside = path.join(folder, `${name}${ASIDE}`);
  const file = openSync(aside, "w", 0o600);
  try {
    try {
      writeWhole(name, file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path.join(folder, name));
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** All of the bytes at the end of a file: one call may write but part of them. @throws DiskFull */
function writeWhole(name: string, file: number, bytes: Uint8Array): void {
  try {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(file, bytes, done, bytes.length - done);
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOSPC" || code === "EDQUOT") throw new DiskFull(name, { cause: error });
    throw error;
  }
}

/** Has the names in a folder outlive a loss of power. Windows does so by itself, and has no call for it. */
function syncFolder(folder: string): void {
  if (platform === "win32") return;
  const file = openSync(folder, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
