import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  FrameLog,
  type FrameLine,
  type FrameLogHeader,
  type FrameLogLine,
  FrameLogReader,
} from "../../../src/record/index.ts";
import { MemoryDisk } from "../../support/memoryDisk.ts";

const NAME = "frames.ndjson";
const LINE_FEED = 10;
const header: FrameLogHeader = {
  recId: "rec-1",
  recorder: { name: "busbar", version: "1.2.3", vantage: "server" },
  startMs: 1_700_000_000_000,
  timezone: "Europe/Berlin",
  isSynthetic: true,
};

const anyFrame = fc.record({
  link: fc.constantFrom("CP01", "CP02", "can0"),
  raw: fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.uint8Array({ maxLength: 40 }),
    fc.constant('[2,"7","Heartbeat",{}]\n{"t":"end"}'),
  ),
});
const someFrames = fc.array(anyFrame, { minLength: 1, maxLength: 12 });
type SomeFrame = { link: string; raw: string | Uint8Array };

/** A log of these frames, one each second. */
function logOf(frames: readonly SomeFrame[], isEnded = true): Uint8Array {
  const disk = new MemoryDisk();
  const log = FrameLog.open(disk, NAME, header);
  write(log, frames);
  if (isEnded) log.end(header.startMs + 1e6);
  return disk.read(NAME);
}

function write(log: FrameLog, frames: readonly SomeFrame[]): void {
  for (const [i, frame] of frames.entries()) {
    log.frame({ ...frame, protocol: "test", direction: "a>b" }, header.startMs + i * 1_000);
  }
}

/** Reads in pieces of a size. */
function read(bytes: Uint8Array, size = 64) {
  const reader = new FrameLogReader();
  const lines: FrameLogLine[] = [];
  for (let at = 0; at < bytes.length; at += size)
    lines.push(...reader.push(bytes.subarray(at, at + size)));
  lines.push(...reader.end());
  return { reader, lines, frames: lines.filter((line) => line.t === "frame") };
}

const rawOf = ({ raw, enc }: FrameLine) =>
  enc === undefined ? raw : Uint8Array.from(Buffer.from(raw, "base64"));

describe("a frame log", () => {
  it("gives back each frame as it was, when it was, and that it is whole", () => {
    fc.assert(
      fc.property(someFrames, fc.integer({ min: 1, max: 300 }), (sent, size) => {
        const { reader, frames, lines } = read(logOf(sent), size);
        expect(frames.map(rawOf)).toEqual(sent.map(({ raw }) => raw));
        expect(frames.map(({ m }) => m)).toEqual(sent.map((_, i) => i * 1_000));
        expect(frames[0]!.at).toBe("2023-11-14T22:13:20.000Z");
        for (const link of ["CP01", "CP02", "can0"]) {
          const own = frames.filter((frame) => frame.link === link);
          expect(own.map(({ n }) => n)).toEqual(own.map((_, i) => i + 1));
          expect(new Set(own.map(({ c }) => c)).size).toBe(Math.min(1, own.length));
        }
        expect(lines[0]).toMatchObject({ t: "header", fmt: "busbar-frames", recId: "rec-1" });
        expect(reader).toMatchObject({ isEnded: true, damages: 0, cutBytes: 0, isChained: true });
      }),
    );
  });

  it("chains its lines as anybody can check", () => {
    const lines = new TextDecoder().decode(logOf(fc.sample(anyFrame, { numRuns: 20, seed: 1 })));
    let previous = "";
    for (const line of lines.split("\n").slice(0, -1)) {
      const { hash } = JSON.parse(line) as { hash: string };
      const body = line.slice(0, line.lastIndexOf(',"hash":'));
      expect(hash).toBe(
        createHash("sha256")
          .update(previous + body)
          .digest("hex"),
      );
      previous = hash;
    }
  });

  it("that is cut at any byte is read up to there, and gone on with after a gap", () => {
    fc.assert(
      fc.property(someFrames, fc.nat(), fc.boolean(), (sent, at, isEnded) => {
        const bytes = logOf(sent, isEnded);
        const headerEnd = bytes.indexOf(LINE_FEED) + 1;
        const cut = headerEnd + (at % (bytes.length - headerEnd));
        const short = bytes.subarray(0, cut);
        const whole = short.lastIndexOf(LINE_FEED) + 1;
        const before = read(short);
        expect(before.reader).toMatchObject({ damages: 0, isEnded: false, cutBytes: cut - whole });
        expect(before.frames.map(rawOf)).toEqual(
          read(bytes).frames.slice(0, before.frames.length).map(rawOf),
        );

        const disk = new MemoryDisk({ [NAME]: short });
        const log = FrameLog.open(disk, NAME, { ...header, startMs: header.startMs + 60_000 });
        log.frame(
          { link: "CP01", raw: "after", protocol: "test", direction: "a>b" },
          header.startMs + 61_000,
        );
        log.end(header.startMs + 62_000);
        const after = read(disk.read(NAME));
        expect(after.reader).toMatchObject({ damages: 0, isEnded: true });
        expect(after.frames.at(-1)).toMatchObject({ raw: "after", m: 61_000, n: 1 });
        const connections = after.lines.flatMap((line) => (line.t === "open" ? [line.c] : []));
        expect(new Set(connections).size).toBe(connections.length);
        expect(after.lines.find((line) => line.t === "gap")).toMatchObject({
          until: 60_000,
          why: "the recorder was down",
        });
      }),
    );
  });

  it("in which any byte is another tells where", () => {
    fc.assert(
      fc.property(someFrames, fc.nat(), fc.integer({ min: 1, max: 255 }), (sent, at, flip) => {
        const bytes = logOf(sent);
        const atByte = at % bytes.length;
        const flipped = Uint8Array.from(bytes);
        flipped[atByte]! ^= flip;
        const start = bytes.subarray(0, atByte).lastIndexOf(LINE_FEED) + 1;
        const { reader } = read(flipped);
        if (atByte === bytes.length - 1) {
          expect(reader).toMatchObject({ cutBytes: bytes.length - start, wholeBytes: start });
        } else {
          const line = bytes.subarray(0, start).filter((byte) => byte === LINE_FEED).length + 1;
          expect(reader.damage[0]).toMatchObject({ line, atByte: start });
          // What comes after is read: a line feed put into a hash makes two broken lines, and unties the next.
          expect(reader.damages).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is read on after a header that is broken in two", () => {
    const bytes = logOf([{ link: "CP01", raw: "x" }]);
    bytes[bytes.indexOf(LINE_FEED) - 30] = LINE_FEED;
    const { reader, frames } = read(bytes);
    expect(reader.damage.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(frames.map(({ raw }) => raw)).toEqual(["x"]);
  });

  it("from which lines are taken, or put elsewhere, tells so", () => {
    const bytes = logOf(fc.sample(anyFrame, { numRuns: 8, seed: 2 }));
    const lines = new TextDecoder().decode(bytes).split("\n").slice(0, -1);
    const damageOf = (changed: readonly string[]) =>
      read(new TextEncoder().encode(`${changed.join("\n")}\n`)).reader.damage[0];
    expect(damageOf(lines)).toBeUndefined();
    for (let i = 1; i < lines.length - 1; i++) {
      expect(damageOf(lines.toSpliced(i, 1))?.line).toBe(i + 1);
      expect(damageOf(lines.toSpliced(i, 0, lines[i]!))?.line).toBe(i + 2);
      expect(
        damageOf([...lines.slice(0, i), lines[i + 1]!, lines[i]!, ...lines.slice(i + 2)])?.line,
      ).toBe(i + 1);
    }
    expect(damageOf([...lines, lines[1]!])?.line).toBe(lines.length + 1);
  });

  it("that is damaged, complete or something else is not gone on with", () => {
    const bytes = logOf([{ link: "CP01", raw: "x" }], false);
    const open = (file: Uint8Array) => () =>
      FrameLog.open(new MemoryDisk({ [NAME]: file }), NAME, header);
    const flipped = Uint8Array.from(bytes);
    flipped[bytes.length - 90]! ^= 1;
    expect(open(flipped)).toThrow(/^frames.ndjson:3 \(byte \d+\): it is not as it was written/);
    expect(open(logOf([]))).toThrow("frames.ndjson is complete; record into another file");
    expect(open(new TextEncoder().encode("depot:\n"))).toThrow("frames.ndjson:1 (byte 0)");
    expect(open(new Uint8Array())).toThrow("frames.ndjson is no frame log of busbar");
  });

  it("counts the frames that there was no room for, and tells when there is", () => {
    const disk = new MemoryDisk();
    const log = FrameLog.open(disk, NAME, header);
    write(log, [{ link: "CP01", raw: "kept" }]);
    disk.capacityBytes = disk.bytes + 50;
    write(
      log,
      Array.from({ length: 5 }, () => ({ link: "CP01", raw: "lost" })),
    );
    expect(log.lost).toBe(5);
    expect(read(disk.read(NAME)).reader).toMatchObject({ damages: 0, cutBytes: 0 });
    disk.capacityBytes = Infinity;
    write(log, [{ link: "CP01", raw: "kept, too" }]);
    expect(log.lost).toBe(0);
    log.end(header.startMs);
    const { lines, frames, reader } = read(disk.read(NAME));
    expect(reader).toMatchObject({ damages: 0, isEnded: true, frames: 2 });
    expect(frames.map(({ raw, n }) => [raw, n])).toEqual([
      ["kept", 1],
      ["kept, too", 7],
    ]);
    expect(lines.find((line) => line.t === "gap")).toMatchObject({
      lost: 5,
      why: "there was no room",
    });
  });

  it("keeps to the size it is given", () => {
    const disk = new MemoryDisk();
    const log = FrameLog.open(disk, NAME, header, { maxBytes: 2_000 });
    write(
      log,
      Array.from({ length: 50 }, () => ({ link: "CP01", raw: "x".repeat(30) })),
    );
    log.end(header.startMs);
    const { reader, frames } = read(disk.read(NAME));
    expect(frames.length + log.lost).toBeLessThan(50);
    expect(reader).toMatchObject({ damages: 0, isEnded: true });
    expect(disk.bytes).toBeLessThan(2_000 + 1_000);
  });
});
