import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Summary } from "../../src/kpi/index.ts";
import { importers } from "../../src/importers/index.ts";
import { diskFiles } from "../../src/host/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { root } from "../house/sources.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { busbar, diskError, MemoryStore } from "../support/memorySurroundings.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const FEED = "fixtures/small-town-gtfs";
const EASTER =
  "--from 2026-03-30 --to 2026-04-05 --pull-out-min 8 --pull-in-min 8 --deadhead-km 3".split(" ");

const at = temporaryFolder();

/** Imports a file of the disk to another one there. */
async function toDisk(name: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await busbar(["import", ...args]);
  expect(stderr).not.toMatch(/\n {4}at /);
  expect(exitCode).toBe(0);
  writeFileSync(at(name), stdout);
  return at(name);
}

function planned(...settings: readonly string[]) {
  return loadScenario(diskFiles(root), path.join(root, "scenarios/imported.yaml"), {
    settings,
    seed: null,
  });
}

describe("busbar import", () => {
  it("prints the table, says what it understood and what to do next", async () => {
    const { exitCode, stdout, stderr, store } = await busbar(["import", "gtfs", FEED, ...EASTER]);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(readFileSync(path.join(root, "fixtures/small-town-easter.csv"), "utf8"));
    expect(stderr).toContain(`blocks     22 from 84 trips of ${FEED}\n`);
    expect(stderr).toContain("times      2026-03-30 04:52 to 2026-04-06 00:58, Europe/Berlin\n");
    expect(stderr).toContain("types      standard_12m (22)\n");
    expect(stderr).toContain("warning    a feed names no vehicle types");
    expect(stderr).toMatch(
      /\n {2}busbar run scenarios\/imported\.yaml --set timetable\.file=blocks\.csv --set timezone=Europe\/Berlin\n$/,
    );
    expect(store.files.size).toBe(0);
  });

  it("names a command that runs, of the commonest kind of day", async () => {
    const store = new MemoryStore();
    const { stderr, stdout } = await busbar(["import", "gtfs", FEED, "--out", "b.csv"], { store });
    expect(stdout).toBe("");
    expect(stderr).toContain("day        D1: 4 blocks on 83 dates, the first 2026-03-02\n");
    const table = await toDisk("coded.csv", "gtfs", FEED);
    expect(store.text("b.csv")).toBe(readFileSync(table, "utf8"));
    const words = stderr.trimEnd().split("\n").at(-1)!.trim().split(" ").slice(1);
    expect(words).toContain("timetable.serviceDay=D1");
    const run = await busbar([...words.map((word) => word.replace("b.csv", table)), "--json"]);
    expect(run.exitCode).toBe(0);
    expect((JSON.parse(run.stdout) as Summary).departures.total).toBe(4);
  });

  it("writes what it understood as JSON", async () => {
    const store = new MemoryStore();
    const { stdout } = await busbar(["import", "gtfs", FEED, "--json", "--out", "b.csv"], {
      store,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      format: "gtfs",
      kind: "blocks",
      rows: 6,
      vehicleTypes: [{ name: "standard_12m", rows: 6 }],
      serviceDays: [
        { name: "D1", rows: 4, dates: expect.arrayContaining(["2026-03-02", "2026-06-26"]) },
        { name: "D2", rows: 2, dates: expect.arrayContaining(["2026-03-07", "2026-04-06"]) },
      ],
      timezone: "Europe/Berlin",
    });
    expect([...store.files.keys()]).toEqual(["b.csv"]);
    const bad = await busbar(["import", "simba", "a.csv", "--json", "--out", "b.csv"], {
      files: memoryFiles({ "a.csv": "some,thing\n1,2\n" }),
    });
    expect(bad.exitCode).toBe(3);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      ok: false,
      flaws: [{ file: "a.csv", line: 1 }],
    });
  });

  it("tells people no line wider than a terminal, but the command", async () => {
    const { stderr } = await busbar(["import", "gtfs", FEED]);
    const lines = stderr.trimEnd().split("\n").slice(0, -1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("leaves nothing half-written, and what was there before", async () => {
    const store = new MemoryStore((file) => {
      if (file.endsWith(".tmp")) throw diskError("ENOSPC", file);
    });
    store.files.set("b.csv", "before");
    const { exitCode, stdout } = await busbar(["import", "gtfs", FEED, "--out", "b.csv"], {
      store,
    });
    expect(exitCode).toBe(5);
    expect(stdout).toBe("");
    expect([...store.files]).toEqual([["b.csv", "before"]]);
    const wrong = await busbar(["import", "blocks", `${FEED}/stops.txt`, "--out", "b.csv"], {
      store: new MemoryStore(),
    });
    expect(wrong.exitCode).toBe(3);
    expect(wrong.store.files.size).toBe(0);
  });

  it("knows every importer by its word", async () => {
    const { stderr } = await busbar(["import", "?", "a.csv"]);
    expect(stderr).toContain(`expected one of ${Object.keys(importers).join(", ")}\n`);
  });

  it.each([
    [
      ["vdv452", "a.csv"],
      'KIND: found "vdv452", expected one of blocks, stays, simba, spice-ev, gtfs',
    ],
    [
      ["blocks", "a.csv", "--from", "2026-03-02"],
      "import blocks has no option --from (it is one of gtfs)",
    ],
    [
      ["gtfs", "a", "--column", "depart=Abfahrt"],
      "import gtfs has no option --column (it is one of blocks, stays, simba, spice-ev)",
    ],
    [
      ["blocks", "a.csv", "--column", "Abfahrt"],
      '--column: found "Abfahrt", expected two names, like depart=Abfahrt',
    ],
    [
      ["blocks", "a.csv", "--distance-unit", "ft"],
      '--distance-unit: found "ft", expected m, km, mi',
    ],
    [
      ["gtfs", "a", "--from", "2026-02-30"],
      '--from: found "2026-02-30", expected a date like 2026-03-02',
    ],
    [
      ["gtfs", "a", "--from", "2026-03-03", "--to", "2026-03-02"],
      "--to: found 2026-03-02, before --from 2026-03-03",
    ],
    [
      ["gtfs", "a", "--pull-out-min", "-5"],
      '--pull-out-min: found "-5", expected a number of min, 0 to 600',
    ],
    [
      ["spice-ev", "a.csv", "--capacity-kwh", "350"],
      '--capacity-kwh: found "350", expected a type and its usable energy, like bus12=350',
    ],
    [["blocks", "a.csv", "--json"], "--json needs --out: without it, standard output is the table"],
  ])("refuses wrong words: %j", async (args, message) => {
    const { exitCode, stderr, stdout } = await busbar(["import", ...args], {
      files: memoryFiles({}),
    });
    expect(stderr).toBe(`${message}\nbusbar --help shows what there is\n`);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
  });

  it.each([
    [["blocks", "nowhere.csv"], "nowhere.csv there is no such file\n"],
    [["gtfs", "nowhere.zip"], "nowhere.zip there is no such file\n"],
    [["blocks", FEED], `${FEED} this is a folder, expected a file\n`],
    [
      ["gtfs", "fixtures"],
      "fixtures there is no trips.txt in it, or nothing in that: it is no GTFS feed",
    ],
    [["gtfs", "package.json"], "package.json this is no zip archive that can be unpacked"],
    [["gtfs", `${FEED}/trips.txt`], `${FEED}/trips.txt this is no zip archive`],
  ])("refuses files that cannot be used: %j", async (args, message) => {
    const { exitCode, stderr } = await busbar(["import", ...args]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(exitCode).toBe(3);
  });
});

describe("what was imported", () => {
  it("runs at the instants that the feed means, on every date", async () => {
    const { scenario, calendar } = await planned();
    const departures = scenario.plans
      .flatMap(({ stays }) => stays.flatMap(({ departAtMs }) => departAtMs ?? []))
      .toSorted((a, b) => a - b);
    const weekdays = ["03-30", "03-31", "04-01", "04-02"];
    // Good Friday runs as the weekend does.
    const others = ["04-03", "04-04", "04-05"];
    expect(departures.map((atMs) => calendar.iso(atMs))).toEqual([
      ...weekdays.flatMap((date) =>
        ["04:52", "05:12", "05:32", "13:32"].map((time) => `2026-${date}T${time}:00+02:00`),
      ),
      ...others.flatMap((date) =>
        ["06:52", "07:22"].map((time) => `2026-${date}T${time}:00+02:00`),
      ),
    ]);
  });
});

describe.skipIf(!hasSharedData)("recorded tables, imported and run", () => {
  it.each([
    [
      "timetables/nyc_stif/nyc_2021-01_blocks.csv",
      "blocks",
      ["timetable.depot=MQ", "timetable.serviceDay=SATURDAY", "timetable.date=2021-01-09"],
    ],
    [
      "timetables/nyc_stif/nyc_2021-01_holiday_blocks.csv",
      "blocks",
      ["timetable.depot=MQ", "timetable.serviceDay=MLK", "timetable.date=2021-01-18"],
    ],
    [
      "timetables/nyc_stif/nyc_2012-01_staten_island_blocks.csv",
      "blocks",
      ["timetable.depot=CA", "timetable.date=2012-01-11", "timetable.serviceDay=WKD_SCHOOL_OPEN"],
    ],
    [
      "timetables/berlin_eflips/berlin_2025-06-17_blocks.csv",
      "blocks",
      ["timetable.depot=Alt Friedrichsfelde", "timetable.date=2025-06-17"],
    ],
    ["timetables/derived_stays/nyc_MQ_sunday_stays.csv", "stays", ["timetable.date=2026-03-01"]],
    [
      "timetables/derived_stays/berlin_altfriedrichsfelde_weekday_stays.csv",
      "stays",
      ["timetable.date=2026-03-03"],
    ],
  ])("are what they were: %s", async (name, kind, settings) => {
    const table = await toDisk("table.csv", kind, sharedPath(name));
    const [before, after] = await Promise.all(
      [sharedPath(name), table].map((file) => planned(`timetable.file=${file}`, ...settings)),
    );
    expect(after!.scenario.plans.length).toBeGreaterThan(0);
    expect(after!.scenario.plans).toEqual(before!.scenario.plans);
  });

  it("come to the same digest", async () => {
    const file = sharedPath("peer-bench/depot_25x7.csv");
    const table = await toDisk("bench.csv", "spice-ev", file, "--vehicle-type", "bus12=S12");
    const run = (timetable: string, ...settings: readonly string[]) =>
      busbar([
        "run",
        "scenarios/imported.yaml",
        "--json",
        "--set",
        `timetable.file=${timetable}`,
        ...settings,
      ]);
    const after = await run(table);
    const before = await run(file, "--set", "vehicleTypes.S12.aliases=[bus12]");
    expect(after.exitCode).toBe(0);
    const [a, b] = [after, before].map(({ stdout }) => JSON.parse(stdout) as Summary);
    expect(a!.departures.total).toBe(221);
    expect(a!.digest).toBe(b!.digest);
  });
});
