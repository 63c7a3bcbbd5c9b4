import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { busbar, MemoryStore } from "../support/memorySurroundings.ts";

const STUDY = [
  "run",
  "scenarios/quickstart.yaml",
  "--set=operations.plugInDelayMin.medianMin=60",
  "--set=operations.plugInDelayMin.p95Min=600",
];
/** All but what names the command that made them. */
const TABLES = ["runs.ndjson", "runs.parquet", "summary.json", "summary.txt"];

async function shards(store: MemoryStore, count: number, seeds = "1..7"): Promise<string[]> {
  const folders = Array.from({ length: count }, (_, i) => `part${i + 1}`);
  for (const [i, folder] of folders.entries()) {
    const words = [`--seeds=${seeds}`, `--shard=${i + 1}/${count}`, `--out=${folder}`];
    expect((await busbar([...STUDY, ...words], { store })).exitCode).toBe(0);
  }
  return folders;
}

async function refused(store: MemoryStore, folders: readonly string[]): Promise<string> {
  const { exitCode, stderr, stdout } = await busbar(["merge", ...folders, "--out=all"], { store });
  expect(exitCode).toBe(3);
  expect(stdout).toBe("");
  expect([...store.files.keys()].filter((file) => file.startsWith("all"))).toEqual([]);
  return stderr;
}

/** Changes a JSON file. */
function edited(store: MemoryStore, file: string, change: (value: never) => object): void {
  store.files.set(file, JSON.stringify(change(JSON.parse(store.text(file)!) as never)));
}

describe("busbar merge", () => {
  it("makes of any number of shards, in any order, what one run makes", async () => {
    const store = new MemoryStore();
    await busbar([...STUDY, "--seeds=1..7", "--out=whole"], { store });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.nat(), async (count, turn) => {
        const folders = await shards(store, count);
        const turned = folders.map((_, i) => folders[(i + turn) % count]!);
        const { exitCode, stdout } = await busbar(["merge", ...turned, "--out=all", "--json"], {
          store,
        });
        expect(exitCode).toBe(0);
        expect(stdout).toBe(store.text("all/summary.json"));
        for (const name of TABLES) {
          expect(store.files.get(`all/${name}`), name).toEqual(store.files.get(`whole/${name}`));
        }
        const [all, whole] = ["all", "whole"].map(
          (folder) => JSON.parse(store.text(`${folder}/manifest.json`)!) as Record<string, unknown>,
        );
        expect({ ...all, command: "" }).toEqual({ ...whole, command: "" });
      }),
      { numRuns: 4, examples: [[3, 1]] },
    );
  });

  it("goes where one run of all goes", async () => {
    const store = new MemoryStore();
    const folders = await shards(store, 2, "1,2");
    await busbar([...STUDY, "--seeds=1,2"], { store });
    const whole = [...store.files.keys()].find((file) => file.startsWith("out/"));
    const { stderr } = await busbar(["merge", ...folders], { store });
    expect(stderr).toContain(`results    ${whole!.split("/").slice(0, 2).join("/")}\n`);
  });

  it("refuses shards that another version made", async () => {
    const store = new MemoryStore();
    const folders = await shards(store, 2, "1,2");
    edited(store, "part2/manifest.json", (manifest: object) => ({
      ...manifest,
      version: "1.2.4+abc",
    }));
    expect(await refused(store, folders)).toBe(
      "part2 found runs of busbar 1.2.4+abc, part1 has those of 1.2.3+abc " +
        "(do all shards with one version: another may compute something else)\n",
    );
  });

  it("refuses shards of another study", async () => {
    const store = new MemoryStore();
    await shards(store, 2, "1,2");
    const other = [...STUDY, "--set=grid.contractKw=700", "--seeds=1,2", "--shard=2/2"];
    await busbar([...other, "--out=other"], { store });
    expect(await refused(store, ["part1", "other"])).toContain(
      "other found another study (quickstart, seeds 1,2) than in part1",
    );
  });

  it("names what is missing, and what is there twice", async () => {
    const store = new MemoryStore();
    await shards(store, 4, "1..4");
    expect(await refused(store, ["part2", "part4"])).toBe(
      "part2 found 2 of 4 shards (missing: 1/4, 3/4)\n",
    );
    expect(await refused(store, ["part1", "part2", "part1"])).toBe(
      "part1 found shard 1/4, which part1 is, too (give it once)\n",
    );
    await busbar([...STUDY, "--seeds=1..4", "--shard=1/3", "--out=third"], { store });
    expect(await refused(store, ["part1", "third"])).toContain(
      "third found shard 1/3, part1 is 1/4",
    );
  });

  it("refuses a shard that was cut off, and says how to go on with it", async () => {
    const store = new MemoryStore();
    const folders = await shards(store, 2, "1,2");
    edited(store, "part2/manifest.json", (manifest: object) => ({ ...manifest, complete: false }));
    expect(await refused(store, folders)).toMatch(
      /^part2 some of its runs are still to be done \(go on: busbar run .*--shard=2\/2 --out=part2\)\n$/,
    );
  });

  it("refuses rows that are damaged, missing, or too many", async () => {
    const store = new MemoryStore();
    const folders = await shards(store, 2, "1..4");
    const [first, second] = store.text("part2/runs.ndjson")!.trimEnd().split("\n") as [
      string,
      string,
    ];
    const mend = " (delete the folder and do its shard again)\n";
    const cases = [
      [`${first}\n`, "found no row that can be read, expected run 4"],
      [`${first}\n${first}\n`, "found run 2, expected run 4"],
      [`${first}\n${second.slice(0, 90)}\n`, "found no row that can be read, expected run 4"],
      [`${first}\n${second}\n${second}\n`, "found more rows than its shard has runs"],
    ] as const;
    for (const [text, message] of cases) {
      store.files.set("part2/runs.ndjson", text);
      expect(await refused(store, folders)).toBe(`part2/runs.ndjson ${message}${mend}`);
    }
  });

  it("refuses a folder of something else, and nothing at all", async () => {
    const store = new MemoryStore();
    await busbar(["run", "scenarios/quickstart.yaml", "--out=one"], { store });
    const message = "found no runs (expected a folder that busbar run --seeds has written)\n";
    expect(await refused(store, ["one"])).toBe(`one ${message}`);
    expect(await refused(store, ["nowhere"])).toBe(`nowhere ${message}`);
    const { exitCode, stderr } = await busbar(["merge"]);
    expect(stderr).toContain("merge needs folders: busbar merge DIR …");
    expect(exitCode).toBe(2);
  });
});
