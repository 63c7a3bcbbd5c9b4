import { describe, expect, it } from "vitest";
import {
  elevenOf,
  type RunRow,
  type RunWorkers,
  type SizePoint,
  type SizeReport,
} from "../../src/study/index.ts";
import { busbar, MemoryStore, type Outcome } from "../support/memorySurroundings.ts";
import { ownThreadWorkers } from "../support/ownThreadWorkers.ts";

const QUICKSTART = "scenarios/quickstart.yaml";

function size(...more: readonly string[]): Promise<Outcome> {
  return busbar(["size", QUICKSTART, "--out=a", "--json", "--no-report", ...more]);
}

function reportOf({ stdout }: Outcome): SizeReport {
  return JSON.parse(stdout) as SizeReport;
}

function linesOf<T>(text: string | undefined): T[] {
  const lines = text!.trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as T);
}

describe("busbar size", () => {
  it("says first how many kilowatts serve every night, in lines of 80 columns", async () => {
    const outcome = await size();
    const { exitCode, stderr, store, stdout } = outcome;
    expect(exitCode).toBe(0);
    const report = reportOf(outcome);
    const [{ value, strategy, curve }] = report.sizes as [SizeReport["sizes"][0]];
    const { exactMinPeakKw, carriedMinPeakKw, plugAndChargePeak15Kw } = report.bounds;
    expect(value!).toBeGreaterThanOrEqual(exactMinPeakKw!);
    expect(exactMinPeakKw!).toBeGreaterThan(carriedMinPeakKw!);
    expect(value!).toBeLessThan(plugAndChargePeak15Kw!);
    expect(stderr.startsWith(`${value} kW serve every night; ${strategy}\n`)).toBe(true);
    const told = stderr.split("\n").filter((line) => !line.startsWith("  busbar"));
    for (const line of told) expect(line.length).toBeLessThanOrEqual(80);
    expect(store.text("a/sizes.json")).toBe(stdout);
    expect(stderr).toContain(store.text("a/summary.txt")!);
    const points = linesOf<SizePoint>(store.text("a/curve.ndjson"));
    expect(points.map((point) => point.size)).toEqual(curve.map((point) => point.size));
    expect(linesOf<RunRow>(store.text("a/runs.ndjson"))).toHaveLength(curve.length);
    expect(JSON.parse(store.text("a/manifest.json")!)).toMatchObject({ complete: true });
    // A run of its own says the same of the night just below.
    const { command } = report.sizes[0]!.limitedBy[0]!;
    const alone = await busbar([...command.split(" ").slice(1), "--json", "--no-report"]);
    const { departures } = JSON.parse(alone.stdout) as { departures: Record<string, number> };
    expect(departures["served"]!).toBeLessThan(departures["total"]!);
  });

  it("has the same files for any number of threads", async () => {
    const asked = ["size", QUICKSTART, "--out=a", "--seeds=1..3", "--share=1", "--no-report"];
    const [one, two] = await Promise.all(
      [1, 2].map((count) => busbar(asked, { workers: ownThreadWorkers(count) })),
    );
    expect(one!.store.files).toEqual(two!.store.files);
    expect(one!.stderr).toBe(two!.stderr);
  });

  it("sizes for each strategy that is named, and ends with 4 when one is never enough", async () => {
    const outcome = await size(
      "--strategy=immediate,earliestDeadlineFirst",
      "--set=grid.maxKw=900",
    );
    expect(outcome.exitCode).toBe(4);
    const [bare, managed] = reportOf(outcome).sizes;
    expect(bare).toMatchObject({ value: null, between: null, shareServed: null });
    expect(bare!.notReachable[0]).toContain("charging breaks another limit of the grid");
    expect(managed!.value!).toBeLessThan(900);
    expect(outcome.stderr).toContain("NO SIZE of grid.contractKw serves 95 % of nights");
  });

  it("counts a run that fails as a night that is not served, tells it and ends with 1", async () => {
    const [{ value }] = reportOf(await size()).sizes as [SizeReport["sizes"][0]];
    // One of the ten above the answer.
    const failing = Math.ceil(value! * 1.03);
    const failingWorkers = (most: number): RunWorkers => {
      const workers = ownThreadWorkers(most);
      const start: RunWorkers["start"] = (plan) => {
        const worker = workers.start(plan);
        return {
          ...worker,
          run: async (batch) =>
            (await worker.run(batch)).map((row) =>
              row.settings.endsWith(`grid.contractKw=${failing}`)
                ? { ...row, ok: false, error: "no heap left", "size.isServed": null }
                : row,
            ),
        };
      };
      return { most, start };
    };
    const outcome = await busbar(["size", QUICKSTART, "--out=a", "--json", "--no-report"], {
      workers: failingWorkers(2),
    });
    expect(outcome.exitCode).toBe(1);
    const { sizes, failures } = reportOf(outcome);
    expect(sizes[0]!.value!).toBeGreaterThan(value!);
    expect(elevenOf(sizes[0]!.value!, 1e6)).not.toContain(failing);
    expect(sizes[0]!.notMonotone).toEqual([failing]);
    expect(failures).toEqual([
      { error: "no heap left", command: expect.stringContaining(`contractKw=${failing} `) },
    ]);
    expect(outcome.stderr).toContain("FAILED     no heap left\n  busbar run");
  });

  it("keeps what is known when it is interrupted, and ends with 130", async () => {
    for (const look of [1, 8, 20, 35]) {
      let looks = 0;
      let interrupt: (() => void) | null = null;
      const outcome = await busbar(["size", QUICKSTART, "--json", "--out=a"], {
        onInterrupt: (tell) => {
          interrupt = tell;
        },
        clock: {
          nowMs: () => {
            if (++looks === look) interrupt?.();
            return looks;
          },
          wait: async () => {},
        },
      });
      expect(outcome.exitCode).toBe(130);
      const { complete, sizes, runs } = reportOf(outcome);
      expect([complete, sizes[0]!.value]).toEqual([false, null]);
      const [low, high] = sizes[0]!.between!;
      expect(low).toBeLessThan(high);
      // Nothing is lost of what was told of.
      expect(sizes[0]!.curve.length).toBeLessThanOrEqual(runs);
      expect(outcome.stderr).toMatch(/^SO FAR: between [\d,]+ kW and [\d,]+ kW/m);
      expect(outcome.store.text("a/report.html")).not.toMatch(/NaN|Infinity|undefined/);
      expect(JSON.parse(outcome.store.text("a/manifest.json")!)).toMatchObject({ complete: false });
    }
  });

  it("goes on where it was interrupted, to the same files", async () => {
    const asked = ["size", QUICKSTART, "--out=a", "--seeds=1..2", "--share=0.5", "--no-report"];
    const whole = await busbar(asked);
    const store = new MemoryStore();
    const simulated: number[] = [];
    const stoppedAfter = async (most: number): Promise<Outcome> => {
      let runs = 0;
      let interrupt = (): void => {};
      const counting: RunWorkers["start"] = (plan) => {
        const worker = ownThreadWorkers(1).start(plan);
        return {
          ...worker,
          run: async (batch) => {
            runs += batch.length;
            if (runs >= most) interrupt();
            return worker.run(batch);
          },
        };
      };
      const onInterrupt = (tell: () => void): void => {
        interrupt = tell;
      };
      const workers = { most: 1, start: counting };
      const outcome = await busbar(asked, { store, onInterrupt, workers });
      simulated.push(runs);
      return outcome;
    };
    // A night counts as soon as it is there, though no size is known by it.
    await stoppedAfter(2);
    expect(store.text("a/runs.ndjson")!.match(/\n/g)).toHaveLength(1);
    expect((JSON.parse(store.text("a/sizes.json")!) as SizeReport).runs).toBe(1);
    const cut = await stoppedAfter(9);
    expect(cut.exitCode).toBe(130);
    expect(cut.stderr).toMatch(
      /the same command goes on from here:\n {2}busbar size .*--seeds=1\.\.2/,
    );
    expect((await stoppedAfter(30)).exitCode).toBe(130);
    // A process that is killed leaves half a line.
    store.files.set("a/runs.ndjson", `${store.text("a/runs.ndjson")!}{"run":1,"key":`);
    const last = await stoppedAfter(Infinity);
    expect(last.exitCode).toBe(0);
    expect(last.stderr).toMatch(/^\d+ runs are there already\n/);
    expect(store.files).toEqual(whole.store.files);
    // Nothing was simulated twice but what was in hand.
    const { runs } = JSON.parse(whole.store.text("a/sizes.json")!) as SizeReport;
    const sum = simulated.reduce((all, one) => all + one, 0);
    expect(sum).toBeLessThanOrEqual(runs + 20);
    const again = await stoppedAfter(Infinity);
    // Other service days, which are looked at once more.
    expect(simulated.at(-1)).toBeLessThanOrEqual(3);
    expect(again.store.files).toEqual(whole.store.files);
  });

  it("writes a page to sign, in English or German", async () => {
    const asked = ["size", QUICKSTART, "--out=a", "--seeds=1,2"];
    const english = (await busbar(asked)).store.text("a/report.html")!;
    const german = (await busbar([...asked, "--lang=de"])).store.text("a/report.html")!;
    expect(english).toContain("kW serve every night; leastLaxityFirst.");
    expect(german).toContain("in jeder Nacht; leastLaxityFirst.");
    for (const page of [english, german]) {
      expect(page).toContain("<svg");
      expect(page).not.toMatch(/<script|NaN|Infinity|undefined|\bnull\b/);
    }
    expect(english).toContain(">Signature<");
    expect(german).toContain(">Unterschrift<");
    expect(german).not.toContain(">Signature<");
  });

  it("warns of a service day that it leaves out and that would not be served", async () => {
    const week = ["size", "scenarios/blocks-week.yaml", "--out=a", "--no-report"];
    const weekend = ["--set=timetable.from=2026-03-07", "--set=timetable.to=2026-03-08"];
    const { stderr } = await busbar([...week, ...weekend]);
    expect(stderr.replaceAll(/\s+/g, " ")).toMatch(
      /WARNING blocks-week runs SATURDAY, SUNDAY and not WKD_SCHOOL_OPEN of the same file, which would not be served with grid.contractKw of \d+ kW \(immediate\)\. Size on it, too/,
    );
    const alone = [...weekend, "--set=timetable.leadInDays=0"];
    const fleet = await busbar([...week, ...alone, "--quantity=operations.fleet.S12"]);
    expect(fleet.stderr.replaceAll(/\s+/g, " ")).toMatch(
      /not WKD_SCHOOL_OPEN of the same file, which would not be served with operations.fleet.S12 of \d+ \(immediate\)/,
    );
    const whole = await busbar(week);
    expect(whole.stderr).not.toContain("WARNING");
  });

  it.each([
    ["grid.maxkw", "grid has no maxkw (did you mean maxKw?)"],
    ["grid.children.north.maxKw", "grid.children has no north (nothing there has an id)"],
    ["stations.Q.count", "stations has no Q (there are P)"],
    ["control.strategy", "expected the path of a number, there is none at that place"],
    ["stations", "expected the path of a number"],
    ["vehicleTypes.S12.usableKwh", "it is no size of which more serves more"],
    ["grid.baseLoadKw", "it changes over time, and one number would take its place"],
    ["stations.P.count.more", "stations.0.count has no more"],
  ])("refuses the quantity %s", async (quantity, message) => {
    const { exitCode, stderr, store } = await size(`--quantity=${quantity}`);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`--quantity ${quantity} ${message}`);
    expect(store.files.size).toBe(0);
  });

  it.each([
    [["--share=1.2"], '--share: found "1.2", expected a share above 0 and at most 1'],
    [["--share=0"], "--share"],
    [["--share=much"], "--share"],
    [["--seeds=9..1"], "--seeds"],
    [["--seeds=all"], "--seeds"],
    [["--strategy=leastLaxity"], "did you mean leastLaxityFirst?"],
    [["--strategy=balanced,balanced"], "balanced is there twice"],
    [["--quantity=grid.maxKw", "--quantity=grid.contractKw"], "--quantity is given more than once"],
    [["--seed=3"], "size has no option --seed"],
    [["--set=grid.contractKw=700"], "--set grid.contractKw is what is sized: leave it out"],
    [
      ["--quantity=stations.P.count", "--set=stations.0.count=9"],
      "--set stations.0.count is what is sized: leave it out",
    ],
    [
      ["--strategy=balanced", "--set=control.strategy=immediate"],
      "--set control.strategy and --strategy say different things: give one of them",
    ],
    [[`--season=${QUICKSTART}`], `${QUICKSTART} is given twice`],
  ])("refuses %j", async (words, message) => {
    const { exitCode, stderr } = await size(...words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  it("sizes on all seasons, and refuses one that is not there", async () => {
    const outcome = await size("--season=scenarios/small-connection.yaml");
    expect(outcome.exitCode).toBe(0);
    expect(reportOf(outcome).scenarios).toEqual(["quickstart", "small-connection"]);
    expect((await size("--season=scenarios/none.yaml")).exitCode).toBe(3);
  });
});
