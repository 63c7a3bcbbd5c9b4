import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** `,"hash":"…"}` with 64 hex digits. */
const TAIL = /,"hash":"([0-9a-f]{64})"\}$/;
const TAIL_BYTES = 75;

const decoder = new TextDecoder();

/** A line, and what the next is chained to. */
export interface ChainedLine {
  readonly bytes: Uint8Array;
  readonly hash: string;
}

/**
 * An object as a line of JSON, its last member the SHA-256 of the previous line's and of all that stands
 * before it: no line can be changed, left out or put in between unnoticed.
 */
export function chainedLine(previousHash: string, object: object): ChainedLine {
  const body = utf8ToBytes(JSON.stringify(object).slice(0, -1));
  const hash = hashAfter(previousHash, body);
  const tail = utf8ToBytes(`,"hash":"${hash}"}\n`);
  const bytes = new Uint8Array(body.length + tail.length);
  bytes.set(body);
  bytes.set(tail, body.length);
  return { bytes, hash };
}

/** What a line, without its line feed, says its hash is; null: nothing. */
export function statedHash(line: Uint8Array): string | null {
  return TAIL.exec(decoder.decode(line.subarray(-TAIL_BYTES)))?.[1] ?? null;
}

/** What the hash of such a line should be. */
export function dueHash(previousHash: string, line: Uint8Array): string {
  return hashAfter(previousHash, line.subarray(0, Math.max(0, line.length - TAIL_BYTES)));
}

function hashAfter(previousHash: string, body: Uint8Array): string {
  return bytesToHex(sha256.create().update(utf8ToBytes(previousHash)).update(body).digest());
}
