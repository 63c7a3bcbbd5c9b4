import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { journalDisk, journalFiles } from "../../src/host/index.ts";
import { DiskFull, Journal, readJournal } from "../../src/record/index.ts";
import { root } from "../house/sources.ts";
import { build } from "../support/busbar.ts";
import { MemoryDisk } from "../support/memoryDisk.ts";
import { someHeader } from "../support/randomJournal.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();
const modeOf = (file: string) => statSync(file).mode & 0o777;
const bytes = (text: string) => new TextEncoder().encode(text);

beforeAll(build);

/** A program of its own that writes a journal for ever, and says each number that is acknowledged. */
function writer(folder: string) {
  const from = (room: string) => pathToFileURL(path.join(root, `dist/${room}/index.js`)).href;
  const script = `
    import { journalDisk } from "${from("host")}";
    import { Journal } from "${from("record")}";
    import { writeSync } from "node:fs";
    const disk = journalDisk(${JSON.stringify(folder)});
    const { journal } = Journal.open(disk, ${JSON.stringify(someHeader)}, { segmentBytes: 20_000, maxBytes: 100_000 });
    for (;;) {
      for (let i = 0; i < 7; i++) journal.append({ kind: "mark", mark: "fellBehind", note: "x".repeat(50) }, i);
      journal.commit();
      writeSync(1, journal.committedSeq + "\\n");
      if (journal.committedSeq % 210 === 0) journal.saveSnapshot({ seq: journal.committedSeq });
    }`;
  return spawn(process.execPath, ["--input-type=module", "-e", script]);
}

describe("a journal on a disk", () => {
  it("holds all that was acknowledged by a process that was killed, and is let go of", async () => {
    const folder = at("killed");
    let before = 0;
    for (const kills of [300, 2_000, 900]) {
      const child = writer(folder);
      let said = "";
      let errors = "";
      child.stderr.on("data", (piece) => (errors += String(piece)));
      await new Promise<void>((resolve) => {
        child.on("exit", () => resolve());
        child.stdout.on("data", (piece) => {
          said += String(piece);
          if (said.split("\n").length > kills / 7) child.kill("SIGKILL");
        });
      });
      expect(errors).toBe("");
      const acknowledged = Number(said.slice(0, said.lastIndexOf("\n")).split("\n").at(-1));
      const disk = journalDisk(folder);
      const { journal, recovered } = Journal.open(disk, someHeader);
      expect(journal.seq).toBeGreaterThanOrEqual(acknowledged);
      expect(recovered.snapshotSeq + [...recovered.entries].length).toBe(journal.seq);
      expect(journal.seq).toBeGreaterThan(before);
      before = journal.seq;
      disk.release();
    }
  });

  it("is its owner's alone", () => {
    const folder = at("mine");
    const disk = journalDisk(folder);
    const { journal } = Journal.open(disk, someHeader);
    journal.append({ kind: "mark", mark: "started" }, 0);
    journal.saveSnapshot({});
    expect(modeOf(folder)).toBe(0o700);
    for (const name of disk.list())
      expect([name, modeOf(path.join(folder, name))]).toEqual([name, 0o600]);
    disk.release();
  });

  it.each([
    ["in a folder", () => journalDisk(at("calls"))],
    ["in memory", () => Object.assign(new MemoryDisk(), { release() {} })],
  ])("does what it is told: %s", (_, open) => {
    const disk = open();
    disk.replace("a", bytes("one\n"));
    disk.append("a", bytes("two\n"));
    disk.append("b", bytes("three"));
    disk.sync("b");
    disk.truncate("a", 5);
    disk.append("a", bytes("!"));
    expect(String(Buffer.from(disk.read("a")))).toBe("one\nt!");
    disk.replace("b", bytes("four"));
    disk.append("b", bytes("five"));
    expect(String(Buffer.from(disk.read("b")))).toBe("fourfive");
    disk.remove("a");
    expect(disk.list().filter((name) => !name.includes("lock"))).toEqual(["b"]);
    disk.release();
    expect(disk.list()).toEqual(["b"]);
  });

  it("clears away what a process left half done", () => {
    mkdirSync(at("left"));
    writeFileSync(at("left", "snapshot-7.json.tmp"), "{");
    const disk = journalDisk(at("left"));
    expect(disk.list().filter((name) => name.endsWith(".tmp"))).toEqual([]);
    disk.release();
  });

  it.skipIf(!existsSync("/dev/full"))("says that there is no room", () => {
    mkdirSync(at("full"));
    symlinkSync("/dev/full", at("full", "b"));
    const disk = journalDisk(at("full"));
    expect(() => disk.append("b", bytes("x"))).toThrow(DiskFull);
    disk.release();
  });

  it("can be read while another writes it, and where there is none", () => {
    const disk = journalDisk(at("read"));
    const { journal } = Journal.open(disk, someHeader);
    journal.append({ kind: "mark", mark: "started" }, 5);
    journal.commit();
    const { records } = readJournal(journalFiles(at("read")));
    expect([...records].map(({ atMs }) => atMs)).toEqual([5]);
    expect(journalFiles(at("nowhere")).list()).toEqual([]);
    disk.release();
  });
});

describe("the lock of a journal", () => {
  const lockIn = (folder: string) => at(folder, "journal.lock");
  const withLock = (folder: string, holder: object | null) => {
    mkdirSync(at(folder), { recursive: true });
    writeFileSync(lockIn(folder), holder === null ? "" : JSON.stringify(holder));
    return () => journalDisk(at(folder));
  };
  const own = { pid: process.pid, host: os.hostname(), began: null };
  /** The number of a process that is gone. */
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;

  it("lets nobody else in, and says who holds it", () => {
    const disk = journalDisk(at("held"));
    expect(() => journalDisk(at("held"))).toThrow(
      `the journal in ${at("held")} is being written by process ${process.pid} on ${os.hostname()}; end it first`,
    );
    disk.release();
    journalDisk(at("held")).release();
    expect(existsSync(lockIn("held"))).toBe(false);
  });

  it("of a process that is gone is taken over", () => {
    withLock("stale", { ...own, pid: gone })().release();
    // Its number is another's by now, as that of the first process in a container is.
    withLock("again", { ...own, began: "another boot 12" })().release();
    withLock("empty", null)().release();
  });

  it("of another machine is not: nobody can tell", () => {
    const open = withLock("far", { ...own, pid: gone, host: "elsewhere" });
    expect(open).toThrow(/process \d+ on elsewhere; that is another machine: when it is sure/);
    expect(JSON.parse(readFileSync(lockIn("far"), "utf8"))).toMatchObject({ host: "elsewhere" });
  });

  it("is taken over by one of several that try at once", async () => {
    const folder = at("race");
    for (let round = 0; round < 5; round++) {
      withLock("race", { ...own, pid: gone });
      const children = [writer(folder), writer(folder), writer(folder)];
      const outcomes = await Promise.all(
        children.map(
          (child) =>
            new Promise<"wrote" | "refused">((resolve) => {
              child.stdout.once("data", () => resolve("wrote"));
              child.once("exit", () => resolve("refused"));
            }),
        ),
      );
      await Promise.all(
        children.map(async (child) => {
          if (child.exitCode !== null) return;
          const ended = new Promise((resolve) => child.once("exit", resolve));
          child.kill("SIGKILL");
          await ended;
        }),
      );
      expect(outcomes.filter((each) => each === "wrote")).toHaveLength(1);
    }
  });
});
