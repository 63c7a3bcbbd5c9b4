/** What a frame log is: of any protocol, or `vdv463-rec`, which is one of VDV 463 alone. */
export type FrameLogFormat = "busbar-frames" | "vdv463-rec";

/** Who sent a frame to whom: `p>c`, `station>system`. */
export type Direction = `${string}>${string}`;

/** When: `at` by the clock on the wall (ISO 8601, UTC), `m` in virtual time since the start of the log [ms]. */
interface Timed {
  readonly at: string;
  readonly m: number;
}

/** The first line. */
export interface HeaderLine {
  readonly t: "header";
  readonly fmt: FrameLogFormat;
  readonly v: 1;
  readonly recId: string;
  /** What chains the lines; missing: nothing does. */
  readonly chain?: "sha256";
  /** Of VDV 463: 1.0, 1.1, 2.0 or mixed. */
  readonly schema?: string;
  readonly recorder: {
    readonly name: string;
    readonly version?: string;
    readonly vantage: "server" | "client" | "proxy";
  };
  readonly clock: {
    /** Of m = 0, by the clock on the wall. */
    readonly wall: string;
    readonly mono: 0;
    readonly unit: "ms";
    readonly tz: string;
    /** Of m = 0, in virtual time. */
    readonly startMs?: number;
  };
  readonly synthetic?: boolean;
  readonly redaction: {
    readonly auth: "removed";
    readonly ids: "none" | "hmac";
    /** Which key; never the key. */
    readonly keyId?: string;
  };
  readonly masterData?: { readonly path: string; readonly sha256: string };
  readonly note?: string;
}

/** A connection, or an attempt at one that was refused. */
export interface OpenLine extends Timed, Opening {
  readonly t: "open";
  /** Names the connection within this log. */
  readonly c: string;
}

/** What is known of a connection when it opens. Secrets are taken out before they are written. */
export interface Opening {
  /** `CP03`, `can0`: the same after a reconnect. */
  readonly link?: string;
  readonly proto?: string;
  readonly url?: string;
  readonly remote?: string;
  /** Subprotocols that were offered, and which was chosen. */
  readonly offered?: readonly string[];
  readonly selected?: string | null;
  /** Of HTTP: 101, 401, … */
  readonly status?: number;
  readonly auth?: { readonly scheme: string; readonly user: string };
  readonly tls?: Readonly<Record<string, string>>;
  readonly ext?: readonly string[];
}

/** One message, exactly as it was on the wire but for secrets. */
export interface FrameLine extends Timed {
  readonly t: "frame";
  readonly c: string;
  /** Of this connection: 1, 2, 3, … */
  readonly n: number;
  readonly link?: string;
  readonly proto?: string;
  readonly d: Direction;
  readonly op: "text" | "binary" | "ping" | "pong";
  readonly raw: string;
  /** How `raw` is written when it is no text. */
  readonly enc?: "b64";
  /** Whether something was taken out of it. */
  readonly redacted?: true;
  /** In how many fragments it came. */
  readonly frags?: number;
  /** Whether the recorder or a replayer made it. */
  readonly inj?: true;
  /** Whether the recorder kept it from its receiver. */
  readonly drop?: true;
}

export interface CloseLine extends Timed, Closing {
  readonly t: "close";
  readonly c: string;
}

/** How a connection ended. */
export interface Closing {
  /** `p`, `c`, `station`, …; `net`: nobody said. */
  readonly by: string;
  /** Of WebSocket. */
  readonly code?: number;
  readonly reason?: string;
  readonly clean?: boolean;
}

/** A while of which frames are missing. */
export interface GapLine extends Timed {
  readonly t: "gap";
  /** When it ended, as `m`. */
  readonly until: number;
  readonly why: string;
  /** How many are missing, where that is known. */
  readonly lost?: number;
}

/** A word of a person, or something that happened in the scenario. */
export interface MarkLine extends Timed {
  readonly t: "mark";
  readonly text: string;
}

/** The last line. A log without it was cut off, or is still being written. */
export interface EndLine {
  readonly t: "end";
  readonly frames: number;
  /** Of the `raw` of all frames in order. */
  readonly sha256: string;
}

export type FrameLogLine =
  | HeaderLine
  | OpenLine
  | FrameLine
  | CloseLine
  | GapLine
  | MarkLine
  | EndLine;
