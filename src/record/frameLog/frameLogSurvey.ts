import { Counts } from "../counts.ts";
import { MOST_GAPS, type RecordedGap } from "../recordedGap.ts";
import type { FrameLine, FrameLogLine, HeaderLine } from "./frameLogLine.ts";
import { type FrameLogDamage, FrameLogReader } from "./frameLogReader.ts";

/** What went over one link. */
export interface LinkFacts {
  readonly link: string;
  readonly protocol: string;
  readonly connections: number;
  /** Frames by direction: `p>c`. */
  readonly frames: Readonly<Record<string, number>>;
}

/** What there is to say of a frame log. */
export interface FrameLogFacts {
  readonly header: HeaderLine | null;
  readonly frames: number;
  /** In virtual time, from the first line with one to the last; null: there is none. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly links: readonly LinkFacts[];
  /** Frames that something secret was taken out of. */
  readonly redacted: number;
  readonly marks: number;
  /** The first of them. */
  readonly gaps: readonly RecordedGap[];
  readonly bytes: number;
  /** Whether each line is chained to the one before it. */
  readonly isChained: boolean;
  /** Whether the log says that it is whole. */
  readonly isEnded: boolean;
  /** At the end, of a line that was being written. */
  readonly cutBytes: number;
  /** How many lines are not as they were written, and the first of them. */
  readonly damages: number;
  readonly damage: readonly FrameLogDamage[];
}

interface LinkCounts {
  readonly protocol: string;
  connections: number;
  readonly frames: Counts;
}

/** Looks through a frame log, piece by piece. */
export class FrameLogSurvey {
  readonly #reader = new FrameLogReader();
  readonly #links = new Map<string, LinkCounts>();
  /** The link of each connection. */
  readonly #linkOf = new Map<string, string>();
  readonly #gaps: RecordedGap[] = [];
  #bytes = 0;
  #redacted = 0;
  #marks = 0;
  #from: number | null = null;
  #to: number | null = null;

  push(piece: Uint8Array): void {
    this.#bytes += piece.length;
    for (const line of this.#reader.push(piece)) this.#add(line);
  }

  facts(): FrameLogFacts {
    for (const line of this.#reader.end()) this.#add(line);
    const { header, frames, isChained, isEnded, cutBytes, damages, damage } = this.#reader;
    return {
      header,
      frames,
      fromMs: this.#atMs(this.#from),
      toMs: this.#atMs(this.#to),
      links: [...this.#links]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([link, { protocol, connections, frames }]) => ({
          link,
          protocol,
          connections,
          frames: frames.all(),
        })),
      redacted: this.#redacted,
      marks: this.#marks,
      gaps: this.#gaps,
      bytes: this.#bytes,
      isChained,
      isEnded,
      cutBytes,
      damages,
      damage,
    };
  }

  #add(line: FrameLogLine): void {
    if ("m" in line) {
      this.#from ??= line.m;
      this.#to = line.m;
    }
    if (line.t === "open") {
      // A recording of one protocol need not name it, nor the link.
      const link = line.link ?? line.url ?? line.c;
      this.#linkOf.set(line.c, link);
      this.#link(link, line.proto).connections++;
    } else if (line.t === "frame") this.#addFrame(line);
    else if (line.t === "mark") this.#marks++;
    else if (line.t === "gap" && this.#gaps.length < MOST_GAPS) {
      const [fromMs, toMs] = [this.#atMs(line.m)!, this.#atMs(line.until)!];
      this.#gaps.push({ fromMs, toMs, why: line.why, lost: line.lost ?? null });
    }
  }

  #addFrame(frame: FrameLine): void {
    const link = frame.link ?? this.#linkOf.get(frame.c) ?? frame.c;
    this.#link(link, frame.proto).frames.add(frame.d);
    if (frame.redacted === true) this.#redacted++;
  }

  #link(link: string, protocol: string | undefined): LinkCounts {
    const known = this.#links.get(link);
    if (known !== undefined) return known;
    const fresh = {
      // A recording of one protocol bears its name.
      protocol: protocol ?? this.#reader.header?.fmt.replace(/-rec$/, "") ?? "",
      connections: 0,
      frames: new Counts(),
    };
    this.#links.set(link, fresh);
    return fresh;
  }

  /** `m` as an instant. */
  #atMs(m: number | null): number | null {
    const clock = this.#reader.header?.clock;
    if (m === null || clock === undefined) return null;
    return (clock.startMs ?? Date.parse(clock.wall)) + m;
  }
}
