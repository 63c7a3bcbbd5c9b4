import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { RunResult } from "../kpi/index.ts";

/** Hex digits of a digest: 128 bits. */
const DIGITS = 32;

/**
 * Hash of a whole result, to its last bit: every stay, every quarter-hour of
 * every node, every point. Two runs with one digest went the same way; the order in which the
 * fields of an object were written down is not part of it.
 */
export function digest(run: RunResult): string {
  const hash = sha256.create();
  const add = (value: unknown): void => {
    hash.update(utf8ToBytes(`${JSON.stringify(value)}\n`));
  };
  add([run.window.fromMs, run.window.toMs, run.untilMs, run.complete, run.meteredFromMs]);
  add(Array.from(run.batteryKwh));
  // Where nobody is preconditioned there is nothing of it.
  if (run.cabinKwh.some((kwh) => kwh > 0)) add(Array.from(run.cabinKwh));
  for (const { chargingKwh, contractKw, maxKw, baseLoadKw, ...node } of run.nodes) {
    add(fields(node));
    add(Array.from(chargingKwh));
    // JSON knows no Infinity: no limit is null.
    for (const series of [contractKw, maxKw, baseLoadKw]) add([series.timesMs, series.values]);
  }
  for (const { loss, ...point } of run.pointTotals) add(fields({ ...point, ...loss }));
  for (const cabinet of run.cabinets) add(fields(cabinet));
  for (const stay of run.stays) add(fields(stay));
  for (const incident of run.incidents) add(fields(incident));
  return bytesToHex(hash.digest()).slice(0, DIGITS);
}

/** What a flat object holds, by name. */
function fields(object: object): (readonly [string, unknown])[] {
  return Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Hash of rows, one line after another. */
export class RowHash {
  readonly #hash = sha256.create();

  add(line: string): void {
    this.#hash.update(utf8ToBytes(line));
  }

  digest(): string {
    return bytesToHex(this.#hash.digest()).slice(0, DIGITS);
  }
}

/** Hash of a list of texts and bytes. */
export function hashOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = sha256.create();
  for (const part of parts) {
    const bytes = typeof part === "string" ? utf8ToBytes(part) : part;
    // Where one ends and the next begins counts, too.
    hash.update(utf8ToBytes(`${bytes.length}:`)).update(bytes);
  }
  return bytesToHex(hash.digest()).slice(0, DIGITS);
}

/** Hash of any JSON value, short enough for a file name. */
export function shortHash(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(value)))).slice(0, 8);
}
