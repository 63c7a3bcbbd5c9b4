import { describe, expect, it } from "vitest";
import type { Summary } from "../../src/kpi/index.ts";
import type { ComparisonSummary, RunRow } from "../../src/study/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { busbar, MemoryStore, type Outcome } from "../support/memorySurroundings.ts";
import { elementsOf, parsedXml } from "../support/parsedXml.ts";
import { ownThreadWorkers } from "../support/ownThreadWorkers.ts";
import { depotYaml, spoiled, staysCsv } from "../support/soundDepot.ts";

/** Buses wait long to be plugged in: nights differ. */
const noisyYaml = `${depotYaml}operations:
  plugInDelayMin: { medianMin: 20, p95Min: 200 }
`;

const depots = {
  "depot.yaml": noisyYaml,
  "copy.yaml": noisyYaml,
  "small.yaml": spoiled(noisyYaml, "contractKw: 400", "contractKw: 100"),
  "stays.csv": staysCsv,
};

/** Runs a comparison of depots in memory. */
function compare(
  words: readonly string[],
  around: Parameters<typeof busbar>[1] = {},
  files: Readonly<Record<string, string>> = depots,
): Promise<Outcome> {
  const args = ["compare", ...words, "--out=a", "--json", "--no-report"];
  return busbar(args, { files: memoryFiles(files), ...around });
}

function summaryIn({ stdout }: Outcome): ComparisonSummary {
  return JSON.parse(stdout) as ComparisonSummary;
}

function rowsIn(store: MemoryStore): RunRow[] {
  const lines = store.text("a/runs.ndjson")!.trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as RunRow);
}

describe("busbar compare", () => {
  it("holds plug and charge, the scenario's own strategy and peakShaving against each other", async () => {
    const outcome = await compare(["depot.yaml", "--seeds=1..2"]);
    expect(outcome.exitCode).toBe(0);
    const { variants, baseline, nights, complete } = summaryIn(outcome);
    expect(variants.map(({ name }) => name)).toEqual([
      "immediate",
      "leastLaxityFirst",
      "peakShaving",
    ]);
    expect([baseline, nights, complete]).toEqual(["immediate", 2, true]);
    expect(outcome.store.text("a/compare.json")).toBe(outcome.stdout);
    expect(outcome.stderr).toContain(outcome.store.text("a/compare.txt")!);
  });

  it("has for each variant and seed what a run of it alone says, anchors and all", async () => {
    const { store } = await compare(["depot.yaml", "--seeds=4,9", "--strategy=own,immediate"]);
    const rows = rowsIn(store);
    expect(rows.map(({ seed, strategy }) => [seed, strategy])).toEqual([
      [4, "leastLaxityFirst"],
      [4, "immediate"],
      [9, "leastLaxityFirst"],
      [9, "immediate"],
    ]);
    for (const row of rows) {
      const words = row.command.split(" ").slice(1);
      const files = memoryFiles(depots);
      const alone = JSON.parse(
        (await busbar([...words, "--json", "--no-report"], { files })).stdout,
      ) as Summary;
      expect(row["site.peak15Kw"]).toBe(alone.site.peak15Kw);
      expect(row["departures.served"]).toBe(alone.departures.served);
      expect(row["departures.leastSlackSoc"]).toBe(alone.departures.leastSlackSoc);
      expect(row["bounds.exactMinPeakKw"]).toBe(alone.bounds.exactMinPeakKw);
      expect(row["bounds.plugAndChargePeak15Kw"]).toBe(alone.bounds.plugAndChargePeak15Kw);
    }
  });

  it("names scenarios by name, and by strategy, too, where that differs", async () => {
    const two = ["depot.yaml", "small.yaml", "--seeds=1"];
    const own = await compare([...two, "--strategy=own"]);
    expect(summaryIn(own).variants.map(({ name }) => name)).toEqual(["depot", "small"]);
    const both = summaryIn(await compare([...two, "--strategy=own,immediate"]));
    expect(both.variants.map(({ name }) => name)).toEqual([
      "depot/leastLaxityFirst",
      "depot/immediate",
      "small/leastLaxityFirst",
      "small/immediate",
    ]);
    const peaks = both.variants.map(({ means }) => means.peak15Kw!);
    expect(peaks[2]).toBeLessThanOrEqual(100 + 1e-6);
    // Plug and charge keeps no limit.
    expect(peaks[1]).toBe(peaks[3]);
  });

  it("names what bears one name by its file", async () => {
    const named = Object.fromEntries(
      Object.entries(depots).map(([file, text]) => [
        file,
        file.endsWith(".yaml") ? `name: night\n${text}` : text,
      ]),
    );
    const outcome = await compare(
      ["depot.yaml", "small.yaml", "--seeds=1", "--strategy=own", "--baseline=small.yaml"],
      {},
      named,
    );
    const { variants, baseline } = summaryIn(outcome);
    expect(variants.map(({ name }) => name)).toEqual(["depot.yaml", "small.yaml"]);
    expect(baseline).toBe("small.yaml");
    expect(variants.map(({ against }) => against === null)).toEqual([false, true]);
  });

  it("finds no difference at all between scenarios that are alike", async () => {
    const outcome = await compare(["depot.yaml", "copy.yaml", "--strategy=own", "--seeds=1..5"]);
    const [, copy] = summaryIn(outcome).variants;
    for (const difference of Object.values(copy!.against!.differences)) {
      if (difference === null) continue;
      expect(difference).toEqual({ mean: 0, low: 0, high: 0, nights: 5 });
    }
    expect(copy!.against).toMatchObject({ beats: 0, beaten: 0, flips: { count: 0 } });
    expect(outcome.stderr).toContain("the same in every night: peak, gap to smallest peak, short,");
  });

  it("writes the same for any number of workers", async () => {
    const words = ["depot.yaml", "--strategy=immediate,own,equalShare", "--seeds=1..6"];
    const one = await compare(words, { workers: ownThreadWorkers(1) });
    for (const most of [2, 5]) {
      const other = await compare(words, { workers: ownThreadWorkers(most) });
      expect(other.store.files).toEqual(one.store.files);
    }
    expect(new Set(rowsIn(one.store).map((row) => row["site.peak15Kw"])).size).toBeGreaterThan(3);
  });

  it("says of one night that it tells nothing of others", async () => {
    const outcome = await compare(["depot.yaml", "--strategy=immediate,own"]);
    const { interval, variants, varied } = summaryIn(outcome);
    expect([interval, varied]).toEqual([null, "seed 1"]);
    expect(variants[1]!.against!.differences.peak15Kw).toMatchObject({ low: null, high: null });
    expect(outcome.stderr).toContain("one night says nothing of others: no intervals");
    expect(outcome.stderr).not.toMatch(/NaN|undefined|null| to −|\(\+/);
  });

  it("goes on where it was cut off, and has the same in the end", async () => {
    const words = ["depot.yaml", "--strategy=immediate,own", "--seeds=1..6"];
    const whole = await compare(words);
    const store = new MemoryStore();
    let interrupt: (() => void) | null = null;
    let looks = 0;
    const cut = await compare(words, {
      store,
      onInterrupt: (tell) => {
        interrupt = tell;
      },
      clock: {
        nowMs: () => {
          if (++looks === 9) interrupt?.();
          return looks;
        },
        wait: async () => {},
      },
    });
    expect(cut.exitCode).toBe(130);
    expect(cut.stderr).toMatch(/^SO FAR: /m);
    expect(cut.stderr).toMatch(/the same command goes on from here:\n {2}busbar compare /);
    const { complete, runs } = summaryIn(cut);
    expect(complete).toBe(false);
    expect(runs.done).toBeGreaterThan(0);
    const { exitCode, stderr } = await compare(words, { store });
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`${runs.done} runs are there already`);
    expect(store.files).toEqual(whole.store.files);
  });

  it("writes a report, and its charts, in the language that is asked for", async () => {
    const words = ["compare", "depot.yaml", "--strategy=immediate,own", "--seeds=1..4", "--out=a"];
    const { store } = await busbar([...words, "--lang=de"], { files: memoryFiles(depots) });
    const page = store.text("a/report.html")!;
    expect(page).toContain('<html lang="de">');
    expect(page).toContain("<h1>depot im Vergleich</h1>");
    for (const row of rowsIn(store).slice(0, 2)) expect(page).toContain(row.strategy);
    expect(page).not.toMatch(/<script|NaN|undefined|Infinity/);
    expect([...store.files.keys()]).toContain("a/charts/nightMultiples.vl.json");
  });
});

describe("a variant that fails in one night", () => {
  const QUICKSTART = "scenarios/quickstart.yaml";
  // The fallbacks of as many points as are needed do not fit a smaller grid for seed 2.
  const fragile = [
    "--set=operations.plugInDelayMin.medianMin=60",
    "--set=operations.plugInDelayMin.p95Min=600",
    "--set=stations.0.count=asNeeded",
    "--set=stations.0.fallbackKw=24",
  ];

  it("is a row, its night is left out, and the others are compared", async () => {
    const words = [QUICKSTART, ...fragile, "--strategy=immediate,own", "--seeds=1,2,4"];
    const outcome = await busbar(["compare", ...words, "--out=a", "--json", "--no-report"]);
    expect(outcome.exitCode).toBe(1);
    const { nights, failures, variants } = summaryIn(outcome);
    expect(nights).toBe(2);
    expect(failures.map(({ seed, variant }) => [seed, variant])).toEqual([
      [2, "immediate"],
      [2, "leastLaxityFirst"],
    ]);
    expect(variants[1]!.against!.differences.peak15Kw!.nights).toBe(2);
    expect(outcome.stderr).toContain(failures[0]!.command);
    expect(rowsIn(outcome.store).map(({ ok }) => ok)).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
  });
});

describe("what differs by accident", () => {
  const changed = (sound: string, other: string): Record<string, string> => ({
    ...depots,
    "other.yaml": spoiled(noisyYaml, sound, other),
    "other.csv": spoiled(staysCsv, "B2,solo,18:30", "B2,solo,18:40"),
    "more.csv": `${staysCsv}B3,S12,19:00,29:00,80\n`,
    "same.csv": staysCsv.replace("B1", "B1"),
  });
  const TWO = ["depot.yaml", "other.yaml", "--strategy=own", "--seeds=1..2"];

  it.each([
    [
      "another timetable",
      ["file: stays.csv", "file: other.csv"],
      /^other\.yaml found other buses or times in its timetable than depot\.yaml has; the first that differs: B2@2026-03-02, 2026-03-02T18:40 to 2026-03-03T05:00, of other\.yaml/m,
    ],
    [
      "another bus",
      ["file: stays.csv", "file: more.csv"],
      / has \(9 stays, not 6\); the first that differs: B3@2026-03-02, /,
    ],
    [
      "another period",
      ["date: 2026-03-03", "date: 2026-03-04"],
      /^other\.yaml found the period 2026-03-04T00:00:00\+01:00 to 2026-03-05T00:00:00\+01:00, from .* on, depot\.yaml has 2026-03-03T/m,
    ],
    [
      "another target",
      ["control:", "charging: { target: refillLastBlock }\ncontrol:"],
      /^other\.yaml charging\.target: found "refillLastBlock", depot\.yaml has "full"/m,
    ],
    [
      "other chance",
      ["p95Min: 200", "p95Min: 300"],
      /^other\.yaml operations\.plugInDelayMin\.p95Min: found 300, depot\.yaml has 200/m,
    ],
    [
      "other batteries",
      ["usableKwh: 300", "usableKwh: 350"],
      /^other\.yaml vehicleTypes\.S12\.usableKwh: found 350, depot\.yaml has 300/m,
    ],
  ] as const)("is refused: %s", async (_what, [sound, other], said) => {
    const files = changed(sound, other);
    const { exitCode, stderr, stdout, store } = await compare(TWO, {}, files);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(said);
    expect(stderr).toContain("or mean it: --allow-differences)");
    expect([stdout, store.files.size]).toEqual(["", 0]);

    const allowed = await compare([...TWO, "--allow-differences"], {}, files);
    expect(allowed.exitCode).toBe(0);
    const { allowedDifferences } = summaryIn(allowed);
    expect(allowedDifferences.length).toBeGreaterThan(0);
    expect(allowed.stderr).toContain("differs    other.yaml");
  });

  it("is refused: another seed, where nobody asks for the same ones", async () => {
    const files = changed("control:", "seed: 7\ncontrol:");
    const { exitCode, stderr } = await compare(
      ["depot.yaml", "other.yaml", "--strategy=own"],
      {},
      files,
    );
    expect(stderr).toMatch(/^other\.yaml seed: found 7, depot\.yaml has 1 /);
    expect(exitCode).toBe(3);
    expect((await compare(TWO, {}, files)).exitCode).toBe(0);
  });

  it.each([
    ["another limit", "contractKw: 400", "contractKw: 200"],
    ["other stations", "ratedKw: 150", "ratedKw: 100"],
    ["another strategy", "strategy: leastLaxityFirst", "strategy: equalShare"],
    ["another name of the same timetable", "file: stays.csv", "file: same.csv"],
  ])("is none of it: %s", async (_what, sound, other) => {
    const { exitCode, stdout } = await compare(TWO, {}, changed(sound, other));
    expect(exitCode).toBe(0);
    expect((JSON.parse(stdout) as ComparisonSummary).allowedDifferences).toEqual([]);
  });

  it("is refused: runs of another program in the folder", async () => {
    const words = ["depot.yaml", "--strategy=immediate,own", "--seeds=1..2"];
    const { store } = await compare(words);
    const before = new Map(store.files);
    const newer = { store, engineVersion: () => "1.2.4+def" };
    const { exitCode, stderr } = await compare(words, newer);
    expect(exitCode).toBe(3);
    expect(stderr).toBe(
      "a found runs of busbar 1.2.3+abc, this is 1.2.4+def (name another folder with --out, " +
        "or do them anew with --allow-differences)\n",
    );
    expect(store.files).toEqual(before);
    const anew = await compare([...words, "--allow-differences"], newer);
    expect(anew.exitCode).toBe(0);
    expect(anew.stderr).not.toContain("there already");
  });

  it("is refused by merge: a comparison has no shards", async () => {
    const { store } = await compare(["depot.yaml", "--strategy=immediate,own", "--seeds=1..2"]);
    const { exitCode, stderr } = await busbar(["merge", "a", "--out=b"], { store });
    expect(stderr).toContain("a found a comparison");
    expect(exitCode).toBe(3);
  });
});

describe("wrong words", () => {
  it.each([
    [["compare"], "compare needs a scenario: busbar compare SCENARIO …"],
    [["compare", "depot.yaml", "--strategy=own"], "there is nothing to compare leastLaxityFirst"],
    [["compare", "depot.yaml", "depot.yaml"], "scenario depot.yaml is there twice"],
    [["compare", "depot.yaml", "--strategy=own,own"], "strategy own is there twice"],
    [["compare", "depot.yaml", "--strategy=equalshares"], "(did you mean equalShare?)"],
    [["compare", "depot.yaml", "--strategy=,"], '--strategy: found "", expected some of own, '],
    [["compare", "depot.yaml", "--baseline=immediat"], "(did you mean immediate?)"],
    [["compare", "depot.yaml", "--seeds=9..1"], "--seeds: found"],
    [["compare", "depot.yaml", "--jobs=0"], "--jobs: found"],
    [["compare", "depot.yaml", "--lang=fr"], "expected en or de"],
    [["compare", "depot.yaml", "--shard=1/2"], "compare has no option --shard"],
  ])("%j: %s", async (args, said) => {
    const { exitCode, stderr, store } = await busbar(args, { files: memoryFiles(depots) });
    expect(stderr).toContain(said);
    expect(exitCode).toBe(2);
    expect(store.files.size).toBe(0);
  });

  it("of a file that is not there are told with the file", async () => {
    const { exitCode, stderr } = await compare(["depot.yaml", "nowhere.yaml"]);
    expect(stderr).toContain("nowhere.yaml");
    expect(exitCode).toBe(3);
  });
});

describe("assertions of a comparison", () => {
  const settings = (...lines: string[]) => `--set=assert=${JSON.stringify(lines)}`;

  it("are counted by variant, in test cases, too, and end it with 99 when one does not hold", async () => {
    const words = ["depot.yaml", "--seeds=1..4", "--strategy=own,immediate", "--no-anchors"];
    const free = await compare([...words, settings("departures.total > 0")]);
    expect(free.exitCode).toBe(0);
    expect(summaryIn(free).variants.map((one) => one.brokenAssertions)).toEqual([[], []]);
    const peaks = (strategy: string) =>
      rowsIn(free.store)
        .filter((row) => row.strategy === strategy)
        .map((row) => Number(row["site.peak15Kw"]));
    const least = Math.min(...peaks("immediate"));
    const assertion = `site.peak15Kw <= ${least}`;
    const above = (strategy: string) => peaks(strategy).filter((peakKw) => peakKw > least).length;
    const held = await compare([
      ...words,
      "--junit=n.xml",
      settings(assertion, "site.peak15Kw > 0"),
    ]);
    expect(held.exitCode).toBe(99);
    expect(above("immediate")).toBeGreaterThan(0);
    for (const { name, brokenAssertions } of summaryIn(held).variants) {
      const nights = above(name);
      expect(brokenAssertions.map((one) => [one.assertion, one.nights])).toEqual(
        nights === 0 ? [] : [[assertion, nights]],
      );
    }
    const told = `immediate: ${above("immediate")} of 4 nights break ${assertion}`;
    expect(held.stderr.replaceAll(/\n +/g, " ").replace("breaks", "break")).toContain(told);
    const xml = parsedXml(held.store.text("n.xml")!.split("?>\n")[1]!);
    const failed = elementsOf(xml, "testcase").map((one) => [
      one.attributes["classname"],
      one.attributes["name"],
      elementsOf(one, "failure").length,
    ]);
    const own = above("leastLaxityFirst") === 0 ? 0 : 1;
    expect(failed).toEqual([
      ["leastLaxityFirst", assertion, own],
      ["leastLaxityFirst", "site.peak15Kw > 0", 0],
      ["immediate", assertion, 1],
      ["immediate", "site.peak15Kw > 0", 0],
    ]);
  });
});
