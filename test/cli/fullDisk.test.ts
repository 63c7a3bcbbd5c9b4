import { describe, expect, it } from "vitest";
import { FullDisk } from "../support/fullDisk.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { busbar, type MemoryStore } from "../support/memorySurroundings.ts";
import { depotYaml, staysCsv } from "../support/soundDepot.ts";

const files = memoryFiles({
  "depot.yaml": `${depotYaml}operations:\n  plugInDelayMin: { medianMin: 20, p95Min: 200 }\n`,
  "stays.csv": staysCsv,
});
const ROOMY = 1e9;
const on = (store: MemoryStore, args: readonly string[]) => busbar(args, { files, store });

/** All that a folder holds, by name. */
function folder(store: MemoryStore, name: string): Map<string, unknown> {
  const inside = [...store.files].filter(([file]) => file.startsWith(`${name}/`));
  return new Map(inside.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Bytes of a folder. */
function sizeOf(store: MemoryStore, name: string): number {
  let bytes = 0;
  for (const content of folder(store, name).values()) bytes += (content as string).length;
  return bytes;
}

describe.each([
  ["run --seeds", ["run", "depot.yaml", "--seeds=1..6", "--out=a"]],
  ["compare", ["compare", "depot.yaml", "--seeds=1..3", "--no-anchors", "--out=a"]],
])("%s on a disk that is full", (_, args) => {
  it("ends with 5, keeps what is done, says how to go on, and goes on from there", async () => {
    const whole = new FullDisk(ROOMY);
    expect((await on(whole, args)).exitCode).toBe(0);
    const rows = whole.text("a/runs.ndjson")!;
    const total = sizeOf(whole, "a");
    // From no room for a row to none for the last file.
    for (const room of [1000, rows.length / 2, rows.length + 1000, total - 400]) {
      const store = new FullDisk(Math.round(room));
      const { exitCode, stderr } = await on(store, args);
      expect(store.wasFull).toBe(true);
      expect(exitCode).toBe(5);
      expect(stderr).toMatch(/^The disk is full: /m);
      expect(stderr).toContain(
        "what is done is kept in a; once that is mended, the same command goes on from there:\n" +
          `  busbar ${args.join(" ")}\n`,
      );
      // Whole rows, in order, but for the last.
      const kept = store.text("a/runs.ndjson")!.split("\n").slice(0, -1);
      const all = rows.split("\n");
      for (const line of kept) expect(all).toContain(line);
      if (room >= rows.length) expect(kept).toHaveLength(all.length - 1);
      store.room = ROOMY;
      const again = await on(store, args);
      expect(again.exitCode).toBe(0);
      if (kept.length > 0)
        expect(again.stderr).toContain(`${kept.length} runs are there already\n`);
      expect(folder(store, "a")).toEqual(folder(whole, "a"));
      expect([...store.files.keys()].every((file) => file.startsWith("a/"))).toBe(true);
    }
  });
});

describe("merge on a disk that is full", () => {
  it("ends with 5, leaves the shards as they were and says how to do it again", async () => {
    const whole = new FullDisk(ROOMY);
    for (const i of [1, 2]) {
      await on(whole, ["run", "depot.yaml", "--seeds=1..4", `--shard=${i}/2`, `--out=s${i}`]);
    }
    const shards = new Map(whole.files);
    const args = ["merge", "s1", "s2", "--out=a"];
    expect((await on(whole, args)).exitCode).toBe(0);
    const used = sizeOf(whole, "s1") + sizeOf(whole, "s2");
    for (const room of [1000, sizeOf(whole, "a") - 400]) {
      const store = new FullDisk(used + room);
      for (const [file, content] of shards) store.files.set(file, content);
      const { exitCode, stderr } = await on(store, args);
      expect(exitCode).toBe(5);
      expect(stderr).toContain("the shards are as they were; once that is mended:\n  busbar merge");
      for (const [file, content] of shards) expect(store.files.get(file)).toBe(content);
      store.room = ROOMY;
      expect((await on(store, args)).exitCode).toBe(0);
      expect(folder(store, "a")).toEqual(folder(whole, "a"));
    }
  });
});

describe("size on a disk that is full", () => {
  const args = ["size", "depot.yaml", "--seeds=1..2", "--json", "--out=a"];

  it("ends with 5, keeps every night, tells an answer that it has, and goes on from there", async () => {
    const whole = new FullDisk(ROOMY);
    const { stdout } = await on(whole, args);
    const rows = whole.text("a/runs.ndjson")!;
    for (const room of [1000, rows.length / 2, rows.length + 2000]) {
      const store = new FullDisk(Math.round(room));
      const { exitCode, stdout: told, stderr } = await on(store, args);
      expect(store.wasFull).toBe(true);
      expect(exitCode).toBe(5);
      expect(stderr).toMatch(/^The disk is full: /m);
      expect(stderr).toContain("the same command goes on from there:\n  busbar size depot.yaml");
      const kept = store.text("a/runs.ndjson")!.split("\n").length - 1;
      if (room > rows.length) expect(told).toBe(stdout);
      store.room = ROOMY;
      const again = await on(store, args);
      expect([again.exitCode, again.stdout]).toEqual([0, stdout]);
      if (kept > 0) expect(again.stderr).toContain(`${kept} runs are there already\n`);
      expect(folder(store, "a")).toEqual(folder(whole, "a"));
    }
  });
});
