import type { FrameLogFormat, HeaderLine } from "./frameLogLine.ts";
import type { IdKey } from "./withoutSecrets.ts";

/** What a frame log says of itself. */
export interface FrameLogHeader {
  readonly format?: FrameLogFormat;
  /** Names the recording. */
  readonly recId: string;
  readonly recorder: HeaderLine["recorder"];
  /** Virtual time at which it begins. */
  readonly startMs: number;
  /** What the clock on the wall says then; without it, the same. */
  readonly wallMs?: number;
  /** IANA: `Europe/Berlin`. */
  readonly timezone: string;
  /** Of VDV 463: 1.0, 1.1, 2.0 or mixed. */
  readonly schema?: string;
  /** Whether no real device took part. */
  readonly isSynthetic: boolean;
  /** Vehicles and points, which the frames of VDV 463 do not describe. */
  readonly masterData?: NonNullable<HeaderLine["masterData"]>;
  readonly note?: string;
}

export function headerLine(header: FrameLogHeader, ids: IdKey | null): HeaderLine {
  const { startMs } = header;
  return {
    t: "header",
    fmt: header.format ?? "busbar-frames",
    v: 1,
    recId: header.recId,
    chain: "sha256",
    ...(header.schema === undefined ? {} : { schema: header.schema }),
    recorder: header.recorder,
    clock: {
      wall: new Date(header.wallMs ?? startMs).toISOString(),
      mono: 0,
      unit: "ms",
      tz: header.timezone,
      startMs,
    },
    synthetic: header.isSynthetic,
    redaction: {
      auth: "removed",
      ...(ids === null ? { ids: "none" } : { ids: "hmac", keyId: ids.keyId }),
    },
    ...(header.masterData === undefined ? {} : { masterData: header.masterData }),
    ...(header.note === undefined ? {} : { note: header.note }),
  };
}
