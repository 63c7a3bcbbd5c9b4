import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { build, busbar, type Start } from "../support/busbar.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const otherNodes = (process.env["BUSBAR_OTHER_NODES"] ?? "")
  .split(path.delimiter)
  .filter((node) => node !== "");

if (otherNodes.length === 0) {
  console.warn("notice: skipped other versions of Node, as BUSBAR_OTHER_NODES names none");
}

const days = [
  { day: "the quickstart", args: ["scenarios/quickstart.yaml"], isThere: true },
  {
    day: "a recorded day",
    args: [
      "scenarios/stays-day.yaml",
      `--set=timetable.file=${sharedPath("timetables/derived_stays/nyc_OH_weekday_stays.csv")}`,
      "--set=control.strategy=leastLaxityFirst",
      "--set=grid.maxKw=2200",
    ],
    isThere: hasSharedData,
  },
];

const places: Start["env"][] = [
  { TZ: "Pacific/Auckland" },
  { TZ: "America/St_Johns", LANG: "ar_EG.UTF-8" },
  { LC_ALL: "de_DE.UTF-8" },
  { LC_ALL: "tr_TR.UTF-8", TZ: "Europe/Istanbul" },
];

/** Of each folder; series.parquet and sessions.csv are compared byte for byte. */
const FILES = ["sessions.csv", "series.parquet", "summary.json", "summary.txt"];

describe.each(days.filter(({ isThere }) => isThere))("$day goes the same way", ({ args }) => {
  const at = temporaryFolder();
  let runs = 0;
  let here: ReturnType<typeof outcome>;

  const outcome = (start: Start) => {
    const folder = at(`run${runs++}`);
    const { status, stdout, stderr } = busbar(
      ["run", ...args, "--json", "--out", folder, "--svg", `${folder}.svg`],
      start,
    );
    expect(stderr).toMatch(/buses leave ready/);
    expect(status).toBe(0);
    const files = [`${folder}.svg`, ...FILES.map((name) => path.join(folder, name))];
    return { stdout, files: files.map((file) => readFileSync(file)) };
  };

  beforeAll(() => {
    build();
    here = outcome({ env: { TZ: "UTC", LC_ALL: "C" } });
    expect(JSON.parse(here.stdout)).toMatchObject({
      digest: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it("twice", () => {
    expectSame(outcome({ env: { TZ: "UTC", LC_ALL: "C" } }), here);
  });

  it.each(places)("under %o", (env) => {
    expectSame(outcome({ env: { ...env } }), here);
  });

  it.skipIf(otherNodes.length === 0).each(otherNodes)("under another Node, number %#", (node) => {
    expectSame(outcome({ node }), here);
  });
});

interface Outcome {
  readonly stdout: string;
  readonly files: readonly Buffer[];
}

function expectSame(there: Outcome, here: Outcome): void {
  expect(there.stdout).toBe(here.stdout);
  expect(there.files.map((file, i) => file.equals(here.files[i]!))).toEqual(
    here.files.map(() => true),
  );
}
