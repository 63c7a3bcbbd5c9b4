import { describe, expect, it } from "vitest";
import { diskFiles } from "../../src/host/index.ts";
import { prepareScenario } from "../../src/scenario/index.ts";
import { root } from "../house/sources.ts";

const files = diskFiles(root);

describe("a scenario with more settings", () => {
  it.each([
    ["scenarios/quickstart.yaml", ["grid.contractKw=600"]],
    ["scenarios/quickstart.yaml", ["grid.baseLoadKw=10", "control.strategy=balanced"]],
    ["scenarios/quickstart.yaml", ["stations.0.count=20", "stations.0.ratedKw=90"]],
    ["scenarios/quickstart.yaml", ["operations.plugInDelayMin=3"]],
    ["scenarios/quickstart.yaml", ["vehicleTypes.S12.usableKwh=300"]],
    ["scenarios/quickstart.yaml", ["timetable.repeat=5"]],
    ["scenarios/quickstart.yaml", ["charging.target=refillLastBlock"]],
    ["scenarios/blocks-week.yaml", ["operations.dispatch=lifo", "operations.turnaroundMin=45"]],
    ["scenarios/blocks-week.yaml", ["timetable.calendar=SATURDAY"]],
    ["scenarios/incident-night.yaml", ["grid.maxKw=900"]],
  ])("%s with %j is what it is when read anew", async (path, settings) => {
    const plain = await prepareScenario(files, path, ["seed=4"]);
    const altered = (await plain.altered(settings)).withSeed(null);
    const anew = (await prepareScenario(files, path, ["seed=4", ...settings])).withSeed(null);
    expect(altered.scenario).toEqual(anew.scenario);
    expect(altered.warnings).toEqual(anew.warnings);
    expect(altered.resolved).toEqual(anew.resolved);
    expect(plain.withSeed(null).scenario).not.toEqual(altered.scenario);
  });

  it("has the nights of a seed, whichever of them was drawn first", async () => {
    const path = "scenarios/blocks-week.yaml";
    const plain = await prepareScenario(files, path, ["uncertainty=typical"]);
    const settings = [
      ["stations.0.count=40"],
      ["grid.contractKw=900"],
      ["operations.dispatch=lifo"],
    ];
    for (const seed of [1, 2, 1]) {
      for (const one of settings) {
        const altered = (await plain.altered(one)).withSeed(seed).scenario;
        const anew = await prepareScenario(files, path, ["uncertainty=typical", ...one]);
        expect(altered).toEqual(anew.withSeed(seed).scenario);
      }
    }
  });

  it("is what it is when read anew under other settings, whatever was drawn for those before", async () => {
    const path = "scenarios/blocks-week.yaml";
    const settings = [
      ["uncertainty=typical"],
      ["uncertainty=typical", "control.strategy=balanced"],
      ["uncertainty=typical", "control.strategy=immediate", "grid.contractKw=900"],
      ["uncertainty=typical", "operations.dispatch=lifo", "control.strategy=balanced"],
      ["control.strategy=immediate"],
      ["timetable.calendar=SATURDAY", "uncertainty=typical"],
    ];
    let now = await prepareScenario(files, path, ["seed=4"]);
    for (const one of [...settings, ...settings.toReversed()]) {
      now = await now.instead(one);
      const anew = await prepareScenario(files, path, one);
      for (const seed of [1, 1, 2]) {
        expect(now.withSeed(seed).scenario).toEqual(anew.withSeed(seed).scenario);
        expect(now.withSeed(seed).resolved).toEqual(anew.withSeed(seed).resolved);
      }
    }
  });

  it("is refused for what is wrong with them, and leaves the plain one as it was", async () => {
    const plain = await prepareScenario(files, "scenarios/quickstart.yaml", []);
    const before = plain.withSeed(1).scenario;
    await expect(plain.altered(["grid.contractKw=much"])).rejects.toThrow(
      /--set grid.contractKw=much/,
    );
    // Less than base load is seen when all is put together.
    const tiny = await plain.altered(["grid.contractKw=5"]);
    expect(() => tiny.withSeed(1)).toThrow(/less than the smallest base load/);
    expect(plain.withSeed(1).scenario).toEqual(before);
  });
});
