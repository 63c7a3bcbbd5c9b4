import type { WireTap } from "../drivers/vdv463/index.ts";
import { FrameLog, type FrameLogHeader } from "../record/index.ts";
import type { Surroundings } from "./surroundings.ts";

/** A file of frames that is being written. */
export interface WireLog {
  readonly nowMs: () => number;
  /** null: it is ended, and what is still heard comes too late. */
  readonly log: FrameLog | null;
  end(): void;
}

/**
 * Begins a recording of VDV 463, or goes on with one.
 * @throws UnusableFrameLog, JournalHeld, or what the disk throws
 */
export function openWireLog(
  file: string,
  header: Pick<FrameLogHeader, "recorder" | "isSynthetic">,
  { live, network }: Surroundings,
): WireLog {
  const [, folder = "", name = ""] = /^(.*[/\\])?([^/\\]+)$/.exec(file) ?? [];
  const disk = live.journalDisk(folder === "" ? "." : folder);
  const nowMs = (): number => network.timers.nowMs();
  try {
    const log = FrameLog.open(disk, name, {
      format: "vdv463-rec",
      schema: "mixed",
      recId: name.replace(/(\.vdv463)?\.ndjson$/, ""),
      startMs: nowMs(),
      timezone: "UTC",
      ...header,
    });
    let open: FrameLog | null = log;
    return {
      nowMs,
      get log() {
        return open;
      },
      end: () => {
        open = null;
        try {
          log.end(nowMs());
        } finally {
          disk.release();
        }
      },
    };
  } catch (error) {
    disk.release();
    throw error;
  }
}

/** Writes one call after another down. @param link whose they are */
export function tapInto(wire: WireLog, link: string): WireTap {
  const { nowMs } = wire;
  const protocol = "vdv463";
  return {
    opened: ({ url, subprotocols, credentials }, selected) =>
      wire.log?.open(link, protocol, nowMs(), {
        url,
        offered: subprotocols,
        selected,
        status: 101,
        ...(credentials !== null && { auth: { scheme: "Basic", user: credentials.user } }),
      }),
    refused: ({ url, subprotocols }, reason) => {
      const [, status] = /^status (\d{3})$/.exec(reason) ?? [];
      wire.log?.open(link, protocol, nowMs(), {
        url,
        offered: subprotocols,
        ...(status !== undefined && { status: Number(status) }),
      });
      wire.log?.close(link, nowMs(), { by: "net", reason, clean: false });
    },
    text: (raw, direction) => wire.log?.frame({ link, protocol, direction, raw }, nowMs()),
    closed: (code, reason) =>
      wire.log?.close(link, nowMs(), { by: "net", code, reason, clean: code !== 1006 }),
  };
}
