import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { linesOf } from "../linesOf.ts";
import { dueHash, statedHash } from "./chainedLine.ts";
import type { FrameLogLine, HeaderLine } from "./frameLogLine.ts";

/** Where a frame log is not as it was written. */
export interface FrameLogDamage {
  /** From 1. */
  readonly line: number;
  /** First byte of that line, from 0. */
  readonly atByte: number;
  readonly found: string;
}

/** So many are told one by one. */
const MOST_DAMAGES = 20;

/** What starts a hash chain. */
const NO_HASH = "";

/** Reads a frame log piece by piece. A damaged line is told and left out, what follows is read on. */
export class FrameLogReader {
  header: HeaderLine | null = null;
  /** The first of them. */
  readonly damage: FrameLogDamage[] = [];
  damages = 0;
  isEnded = false;
  /** Frames that were read. */
  frames = 0;
  /** Whether each line is chained to the one before it. */
  isChained = false;
  /** Of all frames in order. */
  readonly rawHash = sha256.create();
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  /** What the last line may have been chained on with: what it says, and what it should say. */
  #hashes: readonly string[] = [NO_HASH];
  #rest = new Uint8Array();
  #line = 0;
  #atByte = 0;

  /** Bytes behind the last whole line: a line that was being written. */
  get cutBytes(): number {
    return this.#rest.length;
  }

  /** Length of all whole lines. */
  get wholeBytes(): number {
    return this.#atByte;
  }

  /** What the next line is to be chained to. */
  get lastHash(): string {
    return this.#hashes[0]!;
  }

  /** The next piece of the file; gives the lines that are whole now. */
  push(piece: Uint8Array): FrameLogLine[] {
    const bytes = new Uint8Array(this.#rest.length + piece.length);
    bytes.set(this.#rest);
    bytes.set(piece, this.#rest.length);
    const read: FrameLogLine[] = [];
    let end = 0;
    for (const line of linesOf(bytes)) {
      if (!line.isWhole) break;
      const sound = this.#next(line.bytes);
      if (sound !== null) read.push(sound);
      end = line.atByte + line.bytes.length + 1;
    }
    this.#rest = bytes.slice(end);
    return read;
  }

  /** There is no more. Recorders of others may leave out the last line feed. */
  end(): FrameLogLine[] {
    if (this.#rest.length === 0 || this.isChained || this.#parsed(this.#rest) === null) return [];
    return this.push(utf8ToBytes("\n"));
  }

  #next(bytes: Uint8Array): FrameLogLine | null {
    this.#line++;
    const line = this.#parsed(bytes);
    const found = this.#chainFault(bytes, line) ?? this.#fault(line);
    if (found !== null) this.#tell(found);
    this.#atByte += bytes.length + 1;
    if (line === null || found !== null) return null;
    if (line.t === "header") this.header = line;
    if (line.t === "end") this.isEnded = true;
    if (line.t === "frame") {
      this.frames++;
      this.rawHash.update(utf8ToBytes(line.raw));
    }
    return line;
  }

  /** What is wrong with a line; null: nothing. */
  #fault(line: FrameLogLine | null): string | null {
    if (line === null) return "this is no line of a frame log";
    if (this.isEnded) return "it stands after the end of the log";
    if (line.t === "header" && this.#line > 1) return "there is a second header";
    if (line.t !== "header" && this.#line === 1) return "the log has no header";
    if (line.t === "frame" && typeof line.raw !== "string") return "the frame has no raw";
    // What was left out is told already.
    if (line.t !== "end" || this.damages > 0) return null;
    if (line.frames !== this.frames) {
      return `${line.frames} frames were written, there are ${this.frames}`;
    }
    const hash = bytesToHex(this.rawHash.clone().digest());
    return hash === line.sha256 ? null : "the frames are not those that were written";
  }

  #chainFault(bytes: Uint8Array, line: FrameLogLine | null): string | null {
    const stated = statedHash(bytes);
    const isChained = stated !== null || (line?.t === "header" && line.chain !== undefined);
    if (this.#line === 1) this.isChained = isChained;
    else if (isChained && !this.isChained) {
      this.isChained = true;
      this.#hashes = [stated ?? NO_HASH];
      return "the lines before it have lost their hashes";
    }
    if (!this.isChained) return null;
    const due = this.#hashes.map((hash) => dueHash(hash, bytes));
    const isSound = stated !== null && due.includes(stated);
    this.#hashes = isSound ? [stated] : [stated ?? due[0]!, ...due];
    return isSound ? null : "it is not as it was written, or lines before it are gone";
  }

  #parsed(bytes: Uint8Array): FrameLogLine | null {
    try {
      const value: unknown = JSON.parse(this.#decoder.decode(bytes));
      return typeof value === "object" && value !== null && "t" in value
        ? (value as FrameLogLine)
        : null;
    } catch {
      return null;
    }
  }

  #tell(found: string): void {
    this.damages++;
    if (this.damage.length >= MOST_DAMAGES) return;
    this.damage.push({ line: this.#line, atByte: this.#atByte, found });
  }
}
