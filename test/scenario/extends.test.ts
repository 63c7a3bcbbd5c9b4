import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadScenario } from "../../src/scenario/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { depotYaml, load, problemWith, spoiled, staysCsv } from "../support/soundDepot.ts";

/** Loads a depot.yaml that is laid over the sound depot, as base.yaml. */
function extending(child: string, settings: readonly string[] = []) {
  return load({ "depot.yaml": `extends: base.yaml\n${child}`, "base.yaml": depotYaml }, settings);
}

/** What people read of such a scenario; the base with one thing spoiled, perhaps. */
function problemExtending(child: string, base = depotYaml, settings: readonly string[] = []) {
  const yaml = `extends: base.yaml\n${child}`;
  return problemWith({ "depot.yaml": yaml, "base.yaml": base }, settings);
}

describe("a scenario that extends another", () => {
  it("has what the other has, but for its name", async () => {
    const { resolved } = await extending("");
    const { resolved: alone } = await load();
    expect(resolved).toEqual(alone);
    const named = { "depot.yaml": "extends: base.yaml", "base.yaml": `name: base\n${depotYaml}` };
    expect((await load(named)).scenario.name).toBe("depot");
  });

  it("merges mappings, however deep", async () => {
    const { resolved } = await extending(
      "vehicleTypes: { S12: { usableKwh: 280 }, A18: { usableKwh: 400, consumptionKwhPerKm: 2, maxChargeKw: 150 } }\n" +
        "control: { cadenceMin: 15 }\n",
    );
    expect(resolved.vehicleTypes["S12"]).toMatchObject({ usableKwh: 280, maxChargeKw: 150 });
    expect(Object.keys(resolved.vehicleTypes)).toEqual(["S12", "A18"]);
    expect(resolved.control).toMatchObject({ strategy: "leastLaxityFirst", cadenceMin: 15 });
  });

  it("merges lists of things with ids by the id, and adds new ones after the others", async () => {
    const { resolved } = await extending(
      "stations:\n  - { id: Q, ratedKw: 50, gridNode: yard }\n  - { id: P, ratedKw: 120 }\n" +
        "grid: { children: [{ id: hall, maxKw: 300 }, { id: yard, maxKw: 60 }] }\n",
    );
    expect(resolved.stations).toMatchObject([
      { id: "P", count: 2, ratedKw: 120, gridNode: "hall" },
      { id: "Q", ratedKw: 50 },
    ]);
    expect(resolved.grid.children).toMatchObject([
      { id: "hall", maxKw: 300 },
      { id: "yard", maxKw: 60 },
    ]);
  });

  it("replaces other lists, and takes away what it gives as nothing", async () => {
    const { resolved } = await extending(
      "vehicleTypes: { S12: { aliases: [solo, bus] } }\nstations: [{ id: P, gridNode: }]\n" +
        "grid: { contractKw: , children: [] }\n",
    );
    expect(resolved.vehicleTypes["S12"]?.aliases).toEqual(["solo", "bus"]);
    expect(resolved.grid).toEqual({ baseLoadKw: 0, children: [] });
    expect(resolved.stations[0]).not.toHaveProperty("gridNode");
  });

  it("may itself be extended, the nearest winning", async () => {
    const { resolved } = await load({
      "depot.yaml": "extends: night.yaml\ngrid: { contractKw: 360 }",
      "night.yaml": "extends: base.yaml\ngrid: { contractKw: 380 }\nseed: 7",
      "base.yaml": depotYaml,
    });
    expect(resolved.grid.contractKw).toBe(360);
    expect(resolved.seed).toBe(7);
  });

  it("sees paths from the file that gives them", async () => {
    const files = memoryFiles({
      "variants/a.yaml": "extends: ../depots/base.yaml\ngrid: { contractKw: { file: limit.csv } }",
      "variants/limit.csv": "time,kw\n00:00,390\n",
      "depots/base.yaml": depotYaml,
      "depots/stays.csv": staysCsv,
    });
    const { scenario } = await loadScenario(files, "variants/a.yaml", { settings: [], seed: null });
    expect(scenario.nodes[0]?.contractKw.max).toBe(390);
    expect(scenario.plans.length).toBeGreaterThan(0);
  });

  it("yields to settings, of what only the other has too", async () => {
    const { resolved } = await extending("grid: { contractKw: 380 }\n", [
      "grid.contractKw=370",
      "stations.0.ratedKw=90",
      "grid.children.0.maxKw=310",
    ]);
    expect(resolved.grid.contractKw).toBe(370);
    expect(resolved.stations[0]?.ratedKw).toBe(90);
    expect(resolved.grid.children[0]?.maxKw).toBe(310);
  });

  it("is the same however its values are dealt out to two files", async () => {
    const keys = ["timetable", "vehicleTypes", "stations", "grid", "control"];
    const parts = depotYaml.split(/^(?=\w)/m);
    expect(parts.map((part) => part.split(":")[0])).toEqual(keys);
    const { resolved: alone } = await load();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), async (ours) => {
        const child = parts.filter((_, i) => ours[i]).join("");
        const base = parts.filter((_, i) => !ours[i]).join("") || "seed: 1\n";
        const files = { "depot.yaml": `${child}extends: base.yaml\n`, "base.yaml": base };
        expect((await load(files)).resolved).toEqual(alone);
      }),
    );
  });
});

describe("flaws of a scenario that extends another", () => {
  it.each([
    [
      "in the base, as a value",
      "",
      spoiled(depotYaml, "ratedKw: 150", "ratedKw: 150 kW"),
      'base.yaml:13:14 stations.0.ratedKw: found "150 kW", expected a number (write 150)',
    ],
    [
      "in the base, as a key of a thing that the child has, too",
      "stations: [{ id: P, ratedKw: 100 }]\n",
      spoiled(depotYaml, "    count: 2", "    cuont: 2"),
      'base.yaml:12:5 stations.0: there is no key "cuont" here (did you mean count?)',
    ],
    [
      "in the base, as YAML",
      "",
      spoiled(depotYaml, "  date:", "\tdate:"),
      "base.yaml:3:1 found a tab (indent with spaces)",
    ],
    [
      "in the child, in an item that stands elsewhere in the base",
      "stations:\n  - { id: Q, ratedKw: 50 }\n  - { id: P, ratedKw: -1 }\n",
      depotYaml,
      "depot.yaml:4:23 stations.0.ratedKw: found -1, expected a number above 0",
    ],
    [
      "in the child, which lacks a key of something new",
      "stations:\n  - { id: Q }\n",
      depotYaml,
      "depot.yaml:3:5 stations.1.ratedKw: this is missing; expected a number " +
        "(add ratedKw: Most each outlet gives [kW, outlet side])",
    ],
    [
      "in the child, as a word of the base's own section",
      "control: { cadenceMin: often }\n",
      depotYaml,
      'depot.yaml:2:24 control.cadenceMin: found "often", expected a number',
    ],
    [
      "found late: a limit of the child against the base load of the base",
      "grid: { contractKw: 5 }\n",
      spoiled(depotYaml, "grid:\n", "grid:\n  baseLoadKw: 20\n"),
      "depot.yaml:2:21 grid.contractKw: found 5, less than the smallest base load there, 20 kW " +
        "(raise it or lower baseLoadKw: nothing would be left for charging at any time)",
    ],
    [
      "in a file that the base names",
      "",
      spoiled(depotYaml, "stays.csv", "no.csv"),
      "base.yaml:2:9 timetable.file: found no.csv: there is no such file " +
        "(a path in a scenario is seen from the scenario's folder)",
    ],
    [
      "in a base that is no mapping",
      "",
      "[1]",
      "base.yaml:1:1 found a list, expected a mapping with timetable, vehicleTypes, stations … " +
        "(is it really a scenario?)",
    ],
    [
      "in an empty base",
      "",
      "",
      "base.yaml the file is empty (scenarios/quickstart.yaml shows what belongs in it)",
    ],
  ])("are told where they stand: %s", async (_, child, base, message) => {
    expect(await problemExtending(child, base)).toBe(message);
  });

  it("are told with the setting that makes them", async () => {
    expect(await problemExtending("seed: 2", depotYaml, ["grid.children.0.maxKw=x"])).toMatch(
      /^--set grid\.children\.0\.maxKw=x grid\.children\.0\.maxKw: found "x", expected/,
    );
  });

  it("stand in the child where nobody has a section", async () => {
    const yaml = "extends: base.yaml\nseed: 2\n";
    expect(await problemWith({ "depot.yaml": yaml, "base.yaml": "seed: 1" })).toMatch(
      /^depot\.yaml:1:1 timetable: this is missing/,
    );
  });
});

describe("bases that cannot be", () => {
  const mend = "(a path in a scenario is seen from the scenario's folder)";

  it.each([
    ["nowhere.yaml", `depot.yaml:1:10 extends: found nowhere.yaml: there is no such file ${mend}`],
    ["", "depot.yaml:1:10 extends: found nothing, expected the file of another scenario"],
    [
      "[a.yaml]",
      'depot.yaml:1:10 extends: found ["a.yaml"], expected the file of another scenario',
    ],
    ["depot.yaml", "depot.yaml:1:10 extends: found a circle: depot.yaml extends depot.yaml"],
    ["./depot.yaml", "depot.yaml:1:10 extends: found a circle: depot.yaml extends depot.yaml"],
  ])("extends: %s", async (base, message) => {
    expect(await problemWith({ "depot.yaml": `extends: ${base}\n` })).toContain(message);
  });

  it("come back to where they began: the chain is shown", async () => {
    const files = {
      "depot.yaml": "extends: a/b.yaml",
      "a/b.yaml": "seed: 2\nextends: c.yaml",
      "a/c.yaml": "extends: ../depot.yaml",
    };
    expect(await problemWith(files)).toBe(
      "a/c.yaml:1:10 extends: found a circle: depot.yaml extends a/b.yaml extends a/c.yaml " +
        "extends depot.yaml (one of them must stand by itself)",
    );
  });

  it("are too many", async () => {
    const chain = (length: number) =>
      Object.fromEntries([
        ["depot.yaml", "extends: 1.yaml"],
        ...Array.from({ length }, (_, i) => [`${i + 1}.yaml`, `extends: ${i + 2}.yaml`]),
        [`${length + 1}.yaml`, depotYaml],
      ]);
    await expect(load(chain(18))).resolves.toBeDefined();
    expect(await problemWith(chain(19))).toBe(
      "19.yaml:1:10 extends: found more than 20 files that extend each other " +
        "(put some of them together)",
    );
  });

  it("are not set on the command line", async () => {
    expect(await problemWith({}, ["extends=base.yaml"])).toBe(
      "--set extends=base.yaml extends: a scenario extends another in its file alone " +
        "(write it there, or set the values themselves)",
    );
  });
});
