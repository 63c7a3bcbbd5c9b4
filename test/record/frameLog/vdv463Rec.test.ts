import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  FrameLog,
  type FrameLogLine,
  FrameLogReader,
  type OpenLine,
  withoutSecrets,
} from "../../../src/record/index.ts";
import { MemoryDisk } from "../../support/memoryDisk.ts";
import { hasSharedData, sharedPath } from "../../support/sharedData.ts";

const folder = sharedPath("vdv463/sessions");

describe.skipIf(!hasSharedData)("a recording of VDV 463", () => {
  const sessions = hasSharedData ? readdirSync(folder) : [];

  const read = (bytes: Uint8Array) => {
    const reader = new FrameLogReader();
    return { reader, lines: [...reader.push(bytes), ...reader.end()] };
  };
  const linesOf = <T extends FrameLogLine["t"]>(lines: readonly FrameLogLine[], t: T) =>
    lines.filter((line): line is Extract<FrameLogLine, { t: T }> => line.t === t);

  it.each(sessions)("is read, and its end fits its frames: %s", (file) => {
    const { reader, lines } = read(readFileSync(`${folder}/${file}`));
    expect(reader).toMatchObject({ damages: 0, isEnded: true, cutBytes: 0, isChained: false });
    expect(reader.header?.fmt).toBe("vdv463-rec");
    expect(linesOf(lines, "frame").length).toBe(linesOf(lines, "end")[0]!.frames);
  });

  it.each(sessions)("tells a changed frame by its end: %s", (file) => {
    const text = readFileSync(`${folder}/${file}`, "utf8").replace(
      "ProvideChargingRequests",
      "ProvideChargingRequestz",
    );
    const { reader } = read(new TextEncoder().encode(text));
    expect(reader.damage[0]?.found).toBe("the frames are not those that were written");
  });

  it.each(sessions)("that is written again has the same frames and the same end: %s", (file) => {
    const { lines, reader } = read(readFileSync(`${folder}/${file}`));
    const { clock, schema } = reader.header!;
    const startMs = Date.parse(clock.wall);
    const disk = new MemoryDisk();
    const log = FrameLog.open(disk, "copy", {
      format: "vdv463-rec",
      recId: "copy",
      schema: schema!,
      recorder: { name: "busbar", vantage: "server" },
      startMs,
      timezone: clock.tz,
      isSynthetic: true,
    });
    for (const line of lines) {
      if (line.t === "open") log.open(line.c, "vdv463", startMs + line.m, openingOf(line));
      if (line.t === "close") log.close(line.c, startMs + line.m, { by: line.by });
      if (line.t !== "frame") continue;
      const { c: link, d: direction, op, raw, m } = line;
      log.frame({ link, protocol: "vdv463", direction, op, raw }, startMs + m);
    }
    log.end(0);
    const copy = read(disk.read("copy"));
    expect(copy.reader).toMatchObject({ damages: 0, isEnded: true, isChained: true });
    const known = ({ c, n, at, m, d, op, raw }: Extract<FrameLogLine, { t: "frame" }>) => ({
      c,
      n,
      at,
      m,
      d,
      op,
      raw,
    });
    expect(linesOf(copy.lines, "frame").map(known)).toEqual(linesOf(lines, "frame").map(known));
    expect(linesOf(copy.lines, "open").map(openingOf)).toEqual(
      linesOf(lines, "open").map(openingOf),
    );
    expect(linesOf(copy.lines, "end")[0]!.sha256).toBe(linesOf(lines, "end")[0]!.sha256);
  });

  it.each(sessions)("holds nothing that is taken for a secret: %s", (file) => {
    for (const { raw } of linesOf(read(readFileSync(`${folder}/${file}`)).lines, "frame")) {
      expect(withoutSecrets(raw, null)).toBe(raw);
    }
  });
});

function openingOf({ url, offered, selected, auth }: OpenLine) {
  return { url: url!, offered: offered!, selected: selected!, auth: auth! };
}
