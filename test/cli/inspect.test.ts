import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Summary } from "../../src/kpi/index.ts";
import { diskFiles } from "../../src/host/index.ts";
import type { Files } from "../../src/scenario/index.ts";
import { root } from "../house/sources.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { busbar } from "../support/memorySurroundings.ts";
import { depotYaml, spoiled, staysCsv } from "../support/soundDepot.ts";

const QUICKSTART = "scenarios/quickstart.yaml";

/** The checkout, and one more file in it. */
function withFile(path: string, text: string): Files {
  const [disk, extra] = [diskFiles(root), memoryFiles({ [path]: text })];
  return {
    ...disk,
    readBytes: (file, most) => (file === path ? extra : disk).readBytes(file, most),
  };
}

async function digestOf(args: readonly string[], files = diskFiles(root)): Promise<string> {
  const { exitCode, stdout } = await busbar(["run", ...args, "--json"], { files });
  expect(exitCode).toBe(0);
  return (JSON.parse(stdout) as Summary).digest;
}

const variant = {
  "variants/late.yaml":
    "extends: ../base.yaml\nstations:\n  - { id: P, ratedKw: 120 }\ngrid: { contractKw: 380 }\n",
  "base.yaml": depotYaml,
  "stays.csv": staysCsv,
};

describe("busbar inspect", () => {
  it.each([
    [[QUICKSTART]],
    [["scenarios/small-connection.yaml", "--set", "control.strategy=leastLaxityFirst"]],
    [["scenarios/blocks-week.yaml", "--set", "timetable.leadInDays=0"]],
    [[QUICKSTART, "--seed", "7", "--set", "control.strategy=equalShare"]],
    [
      [
        "scenarios/stays-day.yaml",
        "--set",
        "grid.contractKw={ daily: [['05:00', 900], ['22:00', 1500]] }",
        "--set",
        "timetable.file=fixtures/small-town-stays.csv",
      ],
    ],
  ])("prints what loads again and runs to the same digest: %j", async (args) => {
    const { exitCode, stdout } = await busbar(["inspect", ...args]);
    expect(exitCode).toBe(0);
    const files = withFile("resolved.yaml", stdout);
    expect(await digestOf(["resolved.yaml"], files)).toBe(await digestOf(args));
    const bare = stdout.replaceAll(/ +# .*/g, "");
    expect(parse(bare)).toEqual(parse(stdout));
  });

  it("prints the same of what it printed, but for where it comes from", async () => {
    const { stdout } = await busbar(["inspect", QUICKSTART, "--seed", "3"]);
    const again = await busbar(["inspect", "resolved.yaml"], {
      files: withFile("resolved.yaml", stdout),
    });
    expect(parse(again.stdout)).toEqual(parse(stdout));
    expect(again.stdout).not.toContain("# default");
  });

  it("says of each value where it comes from", async () => {
    const { stdout, stderr } = await busbar(
      ["inspect", "variants/late.yaml", "--set", "grid.maxKw=390", "--seed", "5"],
      { files: memoryFiles(variant) },
    );
    const origin = Object.fromEntries(
      stdout.split("\n").map((line) => line.trim().split(/ +# /) as [string, string]),
    );
    expect(origin).toMatchObject({
      "name: late": "default",
      "seed: 5": "--seed",
      "file: stays.csv": "base.yaml:2",
      "- id: P": "late.yaml:3",
      "count: 2": "base.yaml:12",
      "ratedKw: 120": "late.yaml:3",
      "contractKw: 380": "late.yaml:4",
      "maxKw: 390": "--set",
      "maxKw: 350": "base.yaml:19",
      "aliases: [solo]": "base.yaml:9",
      "minKw: 0": "default",
    });
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stderr).toBe(
      "late: 6 buses, 6 stays, 2 points, 240 kW installed,\n" +
        "from 2026-03-03T00:00:00+01:00 to 2026-03-04T00:00:00+01:00\n",
    );
  });

  it("names files as seen from where people stand, whichever file names them", async () => {
    const files = memoryFiles({
      ...variant,
      "variants/late.yaml": "extends: ../base.yaml\ngrid: { contractKw: { file: limit.csv } }\n",
      "variants/limit.csv": "time,kw\n00:00,390\n",
    });
    const { stdout } = await busbar(["inspect", "variants/late.yaml"], { files });
    expect(parse(stdout)).toMatchObject({
      timetable: { file: "stays.csv" },
      grid: { contractKw: { file: "variants/limit.csv" } },
    });
  });

  it("says it to programs", async () => {
    const { stdout } = await busbar(["inspect", "variants/late.yaml", "--json"], {
      files: memoryFiles(variant),
    });
    const told = JSON.parse(stdout) as { values: Record<string, object> };
    expect(told).toMatchObject({ name: "late", stays: 6, blocks: null, installedKw: 240 });
    expect(told.values["stations.0.ratedKw"]).toEqual({
      value: 120,
      from: "file",
      file: "variants/late.yaml",
      line: 3,
      column: 23,
    });
    expect(told.values["timetable.file"]).toMatchObject({ value: "stays.csv", file: "base.yaml" });
    expect(told.values["grid.baseLoadKw"]).toEqual({ value: 0, from: "default" });
  });

  it("counts blocks where there are blocks, and what cabinets give together", async () => {
    const blocks =
      "block_id,vehicle_class,depart_depot,return_depot,distance_km\n" +
      "a,S12,05:00,12:00,90\nb,S12,06:00,13:00,80\nc,S12,14:00,20:00,70\n";
    const files = memoryFiles({
      "depot.yaml": spoiled(
        depotYaml,
        "    count: 2\n    ratedKw: 150\n",
        "    count: 2\n    outlets: 2\n    sharing: dynamic\n    moduleKw: 30\n" +
          "    cabinetKw: 180\n    ratedKw: 150\n",
      ),
      "stays.csv": blocks,
    });
    const { stderr } = await busbar(
      ["inspect", "depot.yaml", "--set", "timetable={ file: stays.csv, from: 2026-03-03 }"],
      { files },
    );
    expect(stderr).toMatch(/^depot: 2 buses, 3 blocks, 4 points, 360 kW installed,\n/);
  });

  it("tells flaws as others do", async () => {
    const { exitCode, stdout, stderr } = await busbar(["inspect", "nowhere.yaml"]);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 3,
      stdout: "",
      stderr: "nowhere.yaml there is no such file\n",
    });
  });
});
