import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { DiskFull } from "../journal/diskFull.ts";
import { GrowingFile } from "../journal/growingFile.ts";
import type { JournalDisk } from "../journal/journalDisk.ts";
import { binaryText } from "./binaryText.ts";
import { chainedLine } from "./chainedLine.ts";
import { headerLine, type FrameLogHeader } from "./frameLogHeader.ts";
import type { Closing, Direction, FrameLine, FrameLogLine, Opening } from "./frameLogLine.ts";
import { FrameLogReader } from "./frameLogReader.ts";
import { checkUsable } from "./unusableFrameLog.ts";
import { type IdKey, valueWithoutSecrets, withoutSecrets } from "./withoutSecrets.ts";

/** A frame as it was on the wire. */
export interface Frame {
  /** `CP03`, `can0`. */
  readonly link: string;
  /** `ocpp1.6`, `vdv463`, `can`. */
  readonly protocol: string;
  readonly direction: Direction;
  readonly op?: FrameLine["op"];
  readonly raw: string | Uint8Array;
  /** Whether the recorder or a replayer made it. */
  readonly isInjected?: boolean;
}

/** How a frame log is kept. */
export interface FrameLogOptions {
  /** What the clock on the wall says; without one it goes with virtual time. */
  readonly wallMs?: () => number;
  /** With it ids become pseudonyms; without one they stay. */
  readonly ids?: IdKey;
  /** Frames beyond this are counted, not kept [bytes]; 1 GiB. */
  readonly maxBytes?: number;
}

/** Frames that could not be kept. */
interface Lost {
  readonly fromMs: number;
  readonly why: string;
  count: number;
}

/**
 * The frames of all links, in order, as they were on the wire but for secrets. It never stops who writes to it:
 * frames that a disk has no room for are counted, and told as a gap.
 */
export class FrameLog {
  readonly #file: GrowingFile;
  readonly #disk: JournalDisk;
  readonly #startMs: number;
  readonly #options: FrameLogOptions;
  /** The connection of each link, and how many frames it had. */
  readonly #connections = new Map<string, { readonly c: string; frames: number }>();
  readonly #rawHash: FrameLogReader["rawHash"];
  #count = 0;
  #frames: number;
  #hash: string;
  #lost: Lost | null = null;

  private constructor(
    disk: JournalDisk,
    name: string,
    found: FrameLogReader,
    options: FrameLogOptions,
  ) {
    this.#disk = disk;
    this.#file = new GrowingFile(disk, name, found.wholeBytes);
    this.#startMs = found.header!.clock.startMs!;
    this.#options = options;
    this.#rawHash = found.rawHash;
    this.#frames = found.frames;
    this.#hash = found.lastHash;
  }

  /**
   * Begins a frame log, or goes on with one that was cut off, with a gap.
   * @throws UnusableFrameLog when it is damaged, ended or no frame log; what the disk throws
   */
  static open(
    disk: JournalDisk,
    name: string,
    header: FrameLogHeader,
    options: FrameLogOptions = {},
  ): FrameLog {
    const isNew = !disk.list().includes(name);
    if (isNew) {
      const line = valueWithoutSecrets(
        headerLine(header, options.ids ?? null),
        options.ids ?? null,
      );
      disk.replace(name, chainedLine("", line).bytes);
    }
    const found = new FrameLogReader();
    const lines = found.push(disk.read(name));
    checkUsable(name, found);
    if (found.cutBytes > 0) disk.truncate(name, found.wholeBytes);
    const log = new FrameLog(disk, name, found, options);
    if (!isNew) log.#goOn(lines, header.startMs);
    return log;
  }

  /** Of frames that could not be kept since the last that was. */
  get lost(): number {
    return this.#lost?.count ?? 0;
  }

  /** A link is connected, anew. */
  open(link: string, protocol: string, atMs: number, opening: Opening = {}): void {
    const c = `k${++this.#count}`;
    this.#connections.set(link, { c, frames: 0 });
    this.#write(atMs, { t: "open", c, ...this.#times(atMs), link, proto: protocol, ...opening });
  }

  /** To be called before the frame is acted on. */
  frame(frame: Frame, atMs: number): void {
    const { link, protocol, direction, raw } = frame;
    if (!this.#connections.has(link)) this.open(link, protocol, atMs);
    const connection = this.#connections.get(link)!;
    const n = ++connection.frames;
    const isText = typeof raw === "string";
    const text = isText ? raw : binaryText(raw);
    const clean = withoutSecrets(text, this.#options.ids ?? null);
    const written: FrameLine = {
      t: "frame",
      c: connection.c,
      n,
      ...this.#times(atMs),
      link,
      proto: protocol,
      d: direction,
      op: frame.op ?? (isText ? "text" : "binary"),
      raw: isText ? clean : btoa(clean),
      ...(isText ? {} : { enc: "b64" as const }),
      ...(clean !== text ? { redacted: true as const } : {}),
      ...(frame.isInjected === true ? { inj: true as const } : {}),
    };
    if (!this.#write(atMs, written)) return;
    this.#frames++;
    this.#rawHash.update(utf8ToBytes(written.raw));
  }

  /** A link is connected no more. */
  close(link: string, atMs: number, closing: Closing): void {
    const c = this.#connections.get(link)?.c;
    if (c === undefined) return;
    this.#connections.delete(link);
    this.#write(atMs, { t: "close", c, ...this.#times(atMs), ...closing });
  }

  /** Frames are missing from one instant to another. */
  gap(fromMs: number, untilMs: number, why: string): void {
    this.#write(untilMs, { t: "gap", ...this.#times(fromMs), until: untilMs - this.#startMs, why });
  }

  mark(text: string, atMs: number): void {
    this.#write(atMs, { t: "mark", ...this.#times(atMs), text });
  }

  /** Returns when what was kept would outlive a loss of power. */
  sync(): void {
    this.#disk.sync(this.#file.name);
  }

  /** Ends the log: from now on it is known to be whole. @throws DiskFull, and it may be tried again */
  end(atMs: number): void {
    this.#tellLost(atMs);
    const sha256 = bytesToHex(this.#rawHash.clone().digest());
    this.#append({ t: "end", frames: this.#frames, sha256 });
    this.sync();
  }

  #goOn(lines: readonly FrameLogLine[], startMs: number): void {
    for (const line of lines) if (line.t === "open") this.#count++;
    const last = lines.findLast((line) => "m" in line);
    const lastMs = this.#startMs + (last === undefined ? 0 : (last as { m: number }).m);
    this.gap(lastMs, Math.max(lastMs, startMs), "the recorder was down");
  }

  #times(atMs: number): { at: string; m: number } {
    const wallMs = this.#options.wallMs?.() ?? atMs;
    return { at: new Date(wallMs).toISOString(), m: atMs - this.#startMs };
  }

  /** Whether there was room for it. */
  #write(atMs: number, line: FrameLogLine): boolean {
    try {
      if (this.#file.bytes >= (this.#options.maxBytes ?? 1 << 30))
        throw new DiskFull(this.#file.name);
      this.#tellLost(atMs);
      this.#append(line);
      return true;
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      this.#lost ??= { fromMs: atMs, why: "there was no room", count: 0 };
      if (line.t === "frame") this.#lost.count++;
      return false;
    }
  }

  #tellLost(atMs: number): void {
    if (this.#lost === null) return;
    const { fromMs, why, count } = this.#lost;
    this.#append({
      t: "gap",
      ...this.#times(fromMs),
      until: atMs - this.#startMs,
      why,
      lost: count,
    });
    this.#lost = null;
  }

  #append(line: FrameLogLine): void {
    // A frame is clean already, and must not be told otherwise; of all else each text is looked through.
    const clean = line.t === "frame" ? line : valueWithoutSecrets(line, this.#options.ids ?? null);
    const { bytes, hash } = chainedLine(this.#hash, clean);
    this.#file.append(bytes);
    this.#hash = hash;
  }
}
