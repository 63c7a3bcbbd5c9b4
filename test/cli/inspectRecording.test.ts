import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { id, type PointId, type SessionId } from "../../src/messages/index.ts";
import {
  FrameLog,
  type FrameLogFacts,
  Journal,
  type JournalFacts,
} from "../../src/record/index.ts";
import { busbar } from "../support/memorySurroundings.ts";
import { journalDisk } from "../../src/host/index.ts";
import { someHeader } from "../support/randomJournal.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();
const MINUTE_MS = 60_000;

/** Two spells of a process: 30 records in half an hour, then 12 after a pause of an hour. */
function someJournal(name: string): string {
  const disk = journalDisk(at(name));
  const { startMs } = someHeader;
  for (const spell of [0, 1]) {
    const { journal } = Journal.open(disk, someHeader, { segmentBytes: 2_000 });
    const fromMs = startMs + spell * 90 * MINUTE_MS;
    journal.append({ kind: "mark", mark: spell === 0 ? "started" : "restarted" }, fromMs);
    for (let i = 1; i <= (spell === 0 ? 30 : 11); i++) {
      const atMs = fromMs + i * MINUTE_MS;
      const pointId = id<PointId>("P1");
      journal.append(
        i % 10 === 0
          ? {
              kind: "command",
              command: { kind: "stop", commandId: i, atMs, pointId, sessionId: id<SessionId>("s") },
            }
          : { kind: "observation", observation: { kind: "tick", atMs, knownAtMs: atMs } },
        atMs,
      );
      journal.commit();
    }
    journal.saveSnapshot({ spell });
  }
  disk.release();
  return at(name);
}

function spoil(file: string, change: (bytes: Uint8Array) => Uint8Array): void {
  writeFileSync(file, change(readFileSync(file)));
}

describe("busbar inspect of a journal", () => {
  it("tells whose it is, when it was, how many of what, and when nobody wrote", async () => {
    const { exitCode, stdout, stderr } = await busbar(["inspect", someJournal("whole")]);
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    expect(stdout.replace(/\d+ segments, .*/, "N segments")).toBe(
      [
        "journal    of scenario 0a1b2c3d with seed 7, by busbar 1.2.3+abc",
        "time       2023-11-14 22:13:20 to 2023-11-14 23:54:20 UTC, 1 h 41 min",
        "records    43 (1 to 43), 0.4 a minute",
        "                   4 command stop",
        "                   1 mark restarted",
        "                   1 mark started",
        "                  37 observation tick",
        "on disk    N segments",
        "snapshot   after record 31",
        "snapshot   after record 43",
        "gap        2023-11-14 22:43:20 to 2023-11-14 23:43:20 UTC, 1 h 0 min: no process",
        "           wrote",
        "",
      ].join("\n"),
    );
  });

  it("takes one of its files for all of it", async () => {
    const folder = someJournal("one");
    const whole = await busbar(["inspect", folder]);
    const { stdout } = await busbar(["inspect", path.join(folder, "journal-000002.ndjson")]);
    expect(stdout).toBe(whole.stdout);
  });

  it("gives the same as JSON", async () => {
    const { stdout } = await busbar(["inspect", someJournal("json"), "--json"]);
    const facts = JSON.parse(stdout) as JournalFacts;
    expect(facts).toMatchObject({
      header: someHeader,
      records: 43,
      snapshots: [31, 43],
      damage: null,
    });
    expect(facts.gaps).toHaveLength(1);
  });

  it("tells a torn tail, which is no damage", async () => {
    const folder = someJournal("torn");
    const last = path.join(folder, "journal-000003.ndjson");
    spoil(last, (bytes) => bytes.subarray(0, -5));
    const { exitCode, stdout } = await busbar(["inspect", folder]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("records    42 (1 to 42)");
    expect(stdout).toMatch(/torn {7}\d+ bytes at the end: a record that was being written/);
  });

  it("tells where it is damaged, and what was sound before", async () => {
    const folder = someJournal("damaged");
    spoil(path.join(folder, "journal-000002.ndjson"), (bytes) => {
      bytes[bytes.length - 100]! ^= 1;
      return bytes;
    });
    spoil(path.join(folder, "snapshot-31.json"), (bytes) => bytes.subarray(1));
    const { exitCode, stdout, stderr } = await busbar(["inspect", folder]);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /^journal-000002.ndjson:\d+ \(byte \d+\): record \d+ is not as it was written, .*\n$/,
    );
    const broken = Number(/record (\d+)/.exec(stderr)![1]);
    expect(stdout).toContain("snapshot   snapshot-31.json is damaged");
    expect(stdout).toContain(`(1 to ${broken - 1})`);
  });
});

/** A log of two links in a minute, with a mark and a secret. */
function someLog(name: string): string {
  const disk = journalDisk(at(`${name}-log`));
  const startMs = Date.UTC(2026, 2, 10, 15);
  const log = FrameLog.open(disk, "frames.ndjson", {
    recId: "night-1",
    recorder: { name: "busbar", version: "1.2.3", vantage: "server" },
    startMs,
    timezone: "Europe/Berlin",
    isSynthetic: true,
  });
  log.open("CP01", "ocpp1.6", startMs, { url: "wss://CP01:hunter2hunter2@host/ocpp" });
  for (let i = 0; i < 6; i++) {
    const sent = { link: "CP01", protocol: "ocpp1.6", direction: "station>system" } as const;
    log.frame({ ...sent, raw: `[2,"${i}","Heartbeat",{}]` }, startMs + i * 10_000);
  }
  const answer = '{"key":"AuthorizationKey","value":"hunter2hunter2"}';
  log.frame(
    { link: "CP01", protocol: "ocpp1.6", direction: "system>station", raw: answer },
    startMs + MINUTE_MS,
  );
  log.frame(
    { link: "can0", protocol: "can", direction: "a>b", raw: "123#DEADBEEF" },
    startMs + MINUTE_MS,
  );
  log.gap(startMs + MINUTE_MS, startMs + 2 * MINUTE_MS, "link down");
  log.mark("the lights went out", startMs + 2 * MINUTE_MS);
  log.end(startMs + 2 * MINUTE_MS);
  disk.release();
  return at(`${name}-log`, "frames.ndjson");
}

describe("busbar inspect of a frame log", () => {
  it("tells who recorded, when, and what went over each link", async () => {
    const { exitCode, stdout, stderr } = await busbar(["inspect", someLog("whole")]);
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    expect(stdout.replace(/[\d,]+ bytes/, "N bytes")).toBe(
      [
        "busbar-frames",
        "recorded   night-1, by busbar 1.2.3 as server",
        "time       2026-03-10 15:00:00 to 2026-03-10 15:02:00 UTC, 2 min 0 s",
        "frames     8, 4.0 a minute",
        "link       CP01 (ocpp1.6), 1 connection, 6 station>system, 1 system>station",
        "link       can0 (can), 1 connection, 1 a>b",
        "on disk    N bytes, complete, each line chained to the one before",
        "secrets    taken out of 1 frame",
        "marks      1",
        "gap        2026-03-10 15:01:00 to 2026-03-10 15:02:00 UTC, 1 min 0 s: link down",
        "",
      ].join("\n"),
    );
  });

  it("tells a log that was cut off, which can be read", async () => {
    const file = someLog("cut");
    spoil(file, (bytes) => bytes.subarray(0, -400));
    const { exitCode, stdout } = await busbar(["inspect", file]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/on disk .* cut off in a line \(\d+ bytes of it\)/);
  });

  it("tells where it was changed", async () => {
    const file = someLog("changed");
    spoil(file, (bytes) =>
      new TextEncoder().encode(
        new TextDecoder().decode(bytes).replace('"3"', '"4"').replace('\\"3\\"', '\\"9\\"'),
      ),
    );
    const { exitCode, stdout, stderr } = await busbar(["inspect", file]);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /frames.ndjson:6 \(byte \d+\): it is not as it was written, or lines before it are gone\n$/,
    );
    expect(stdout).toContain("frames     7,");
  });

  it("takes no settings, which are for scenarios", async () => {
    const { exitCode, stderr } = await busbar(["inspect", someLog("set"), "--seed", "1"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("is a recording: --set and --seed are for scenarios");
  });

  it.skipIf(!hasSharedData)("reads a recording of VDV 463, too", async () => {
    const file = sharedPath("vdv463/sessions/evening-two-presystems-20.ndjson");
    const { exitCode, stdout } = await busbar(["inspect", file, "--json"]);
    expect(exitCode).toBe(0);
    const facts = JSON.parse(stdout) as FrameLogFacts;
    expect(facts).toMatchObject({ frames: 52, isEnded: true, isChained: false, damages: 0 });
    expect(facts.links.map(({ protocol }) => protocol)).toContain("vdv463");
    const counted = facts.links.flatMap(({ frames }) => Object.values(frames));
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(52);
  });
});

describe("busbar inspect of a folder", () => {
  it("that holds no journal is refused as before", async () => {
    mkdirSync(at("empty"), { recursive: true });
    const { exitCode, stderr } = await busbar(["inspect", at("empty")]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain("this is a folder, expected a file");
  });
});
