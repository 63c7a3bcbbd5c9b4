import { linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { kill, pid } from "node:process";

/** Who writes a journal. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, as the system counts; null where it does not say. Numbers of processes come again. */
  readonly began: string | null;
}

/** Another process writes the journal. */
export class JournalHeld extends Error {
  override readonly name = "JournalHeld";
  /** As the system calls what is in use. */
  readonly code = "EBUSY";
}

/** The file. */
const LOCK = "journal.lock";
/** Held only while the lock of a process that is gone is replaced. */
const TAKEOVER = "journal.lock.takeover";

/**
 * Makes this process the only one that writes the journal in a folder that is there, until the returned function is
 * called. The lock of a process that is gone is taken over.
 *
 * @throws JournalHeld, saying who holds it
 */
export function lockJournal(folder: string): () => void {
  const lock = path.join(folder, LOCK);
  if (!take(lock)) replaceStale(folder, lock);
  return () => {
    if (holderOf(lock)?.pid === pid) unlinkSync(lock);
  };
}

/** Makes the file, as one step with what it says. false: there is one. */
function take(file: string): boolean {
  const aside = `${file}.${pid}`;
  const holder: Holder = { pid, host: hostname(), began: beganAt("self") };
  writeFileSync(aside, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(aside);
  }
}

/** Of several processes that find a stale lock, one replaces it. */
function replaceStale(folder: string, lock: string): void {
  checkStale(folder, holderOf(lock));
  const takeover = path.join(folder, TAKEOVER);
  if (!take(takeover)) {
    const holder = holderOf(takeover);
    checkStale(folder, holder);
    throw new JournalHeld(
      `a process that is gone was about to take over the journal in ${folder}; delete ${takeover} and try again`,
    );
  }
  try {
    checkStale(folder, holderOf(lock));
    rmSync(lock, { force: true });
    if (!take(lock)) throw held(folder, holderOf(lock));
  } finally {
    unlinkSync(takeover);
  }
}

/** @throws JournalHeld unless that process is gone */
function checkStale(folder: string, holder: Holder | null): void {
  if (holder !== null && isAlive(holder)) throw held(folder, holder);
}

function held(folder: string, holder: Holder | null): JournalHeld {
  const who = holder === null ? "another process" : `process ${holder.pid} on ${holder.host}`;
  const elsewhere = holder !== null && holder.host !== hostname();
  const mend = elsewhere
    ? `that is another machine: when it is sure to have ended there, delete ${path.join(folder, LOCK)}`
    : "end it first, or choose another folder";
  return new JournalHeld(`the journal in ${folder} is being written by ${who}; ${mend}`);
}

/** Whether a process may still be there: of another machine nobody can tell. */
function isAlive({ pid: other, host, began }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    kill(other, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
  const now = beganAt(other);
  return began === null || now === null || began === now;
}

/** Boot of the machine and clock ticks from there to the start of a process; null but on Linux. */
function beganAt(process: number | "self"): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${process}/stat`, "utf8");
    // The name of the program, in parentheses, may hold spaces: the 22nd field is the 20th after it.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return ticks === undefined ? null : `${boot} ${ticks}`;
  } catch {
    return null;
  }
}

function holderOf(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch (error) {
    if (codeOf(error) === "ENOENT" || error instanceof SyntaxError) return null;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
