import { describe, expect, it } from "vitest";
import type { Summary } from "../../src/kpi/index.ts";
import { type MemoryFile, memoryFiles } from "../support/memoryFiles.ts";
import { busbar } from "../support/memorySurroundings.ts";
import { depotYaml, spoiled, staysCsv } from "../support/soundDepot.ts";

const CHILD = "extends: ../base.yaml\nstations:\n  - { id: P, ratedKw: 120 }\n";

function withFiles(args: readonly string[], changed: Readonly<Record<string, MemoryFile>> = {}) {
  const files = { "base.yaml": depotYaml, "stays.csv": staysCsv, "v/a.yaml": CHILD, ...changed };
  return busbar(args, { files: memoryFiles(files) });
}

async function digestOf(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout } = await withFiles(["run", ...args, "--json"]);
  expect(exitCode).toBe(0);
  return (JSON.parse(stdout) as Summary).digest;
}

describe("commands on a scenario that extends another", () => {
  it("run it as if all stood in one file, and name what they write after it", async () => {
    expect(await digestOf("v/a.yaml")).toBe(
      await digestOf("base.yaml", "--set", "stations.0.ratedKw=120"),
    );
    const { store } = await withFiles(["run", "v/a.yaml"]);
    expect([...store.files.keys()][0]).toMatch(/^out\/a-[0-9a-f]{8}\//);
  });

  it("set what only the other has", async () => {
    const setting = ["--set", "vehicleTypes.S12.usableKwh=200"];
    expect(await digestOf("v/a.yaml", ...setting)).not.toBe(await digestOf("v/a.yaml"));
    const refused = await withFiles(["validate", "v/a.yaml", "--set", "grid.children.0.maxKw=-1"]);
    expect(refused.stderr).toMatch(/^--set grid\.children\.0\.maxKw=-1 grid\.children\.0\.maxKw: /);
    expect(refused.exitCode).toBe(3);
  });

  it("tell people and programs of a flaw where it stands", async () => {
    const base = spoiled(depotYaml, "count: 2", "count: two");
    const { exitCode, stdout, stderr } = await withFiles(["validate", "v/a.yaml", "--json"], {
      "base.yaml": base,
    });
    expect(stderr).toMatch(/^base\.yaml:12:12 stations\.0\.count: found "two", expected /);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      flaws: [{ file: "base.yaml", line: 12, column: 12, path: "stations.0.count" }],
    });
    expect(exitCode).toBe(3);
  });

  it.each(["run", "validate", "inspect"])("%s refuses a circle, and shows it", async (command) => {
    const { exitCode, stdout, stderr } = await withFiles([command, "v/a.yaml"], {
      "base.yaml": `extends: v/a.yaml\n${depotYaml}`,
    });
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 3,
      stdout: "",
      stderr:
        "base.yaml:1:10 extends: found a circle: v/a.yaml extends base.yaml extends v/a.yaml " +
        "(one of them must stand by itself)\n",
    });
  });
});
