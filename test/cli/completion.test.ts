import { describe, expect, it } from "vitest";
import { strategies } from "../../src/planning/index.ts";
import { busbar } from "../support/memorySurroundings.ts";

async function completed(...words: readonly string[]): Promise<string[]> {
  const { exitCode, stdout, stderr } = await busbar(["completion", "--", ...words]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout.split("\n").slice(0, -1);
}

const settings = (...words: readonly string[]): Promise<string[]> =>
  completed("run", "a.yaml", "--set", ...words);

describe("words that a shell completes", () => {
  it("are commands, first", async () => {
    expect(await completed("in")).toEqual(["inspect", "init"]);
    expect(await completed("")).toEqual(expect.arrayContaining(["run", "completion", "--help"]));
    expect(await completed()).toEqual(await completed(""));
  });

  it("are options of the command", async () => {
    expect(await completed("run", "a.yaml", "--s")).toEqual([
      "--set",
      "--seed",
      "--svg",
      "--speed",
      "--seeds",
      "--shard",
    ]);
    expect(await completed("validate", "--s")).toEqual(["--set", "--seed"]);
    expect(await completed("init", "--")).toEqual(
      ["from", "depot", "yes", "force", "help"].map((name) => `--${name}`),
    );
  });

  it("are none where a file belongs, or nothing that is known", async () => {
    for (const words of [
      ["run", ""],
      ["run", "sce"],
      ["init", "--from", "a"],
      ["rnu", "x"],
    ]) {
      expect(await completed(...words)).toEqual([]);
    }
  });

  it("are solvers", async () => {
    expect(await completed("plan", "a.json", "--solver", "")).toEqual(["exact", "highs", "jslp"]);
    expect(await completed("run", "a.yaml", "--solver", "")).toEqual([]);
  });

  it("are strategies, one after another", async () => {
    expect(await completed("compare", "a.yaml", "--strategy", "b")).toEqual(["balanced"]);
    expect(await completed("compare", "a.yaml", "--strategy", "immediate,ow")).toEqual([
      "immediate,own",
    ]);
  });

  it("are keys of a scenario, step by step", async () => {
    expect(await settings("c")).toEqual(["charging.", "control."]);
    expect(await settings("control.st")).toEqual(["control.strategy="]);
    expect(await settings("stations.")).toEqual(["stations.0."]);
    expect(await settings("stations.0.rat")).toEqual(["stations.0.ratedKw="]);
    expect(await settings("vehicleTypes.S12.g")).toEqual(["vehicleTypes.S12.grossKwh="]);
    expect(await settings("grid.children.0.max")).toEqual([
      "grid.children.0.maxKw.",
      "grid.children.0.maxKw=",
    ]);
    expect(await settings("nothing.st")).toEqual([]);
    expect(await settings("ext")).toEqual([]);
  });

  it("are all strategies, and other words that may stand there", async () => {
    const all = Object.keys(strategies).map((name) => `control.strategy=${name}`);
    expect(await settings("control.strategy=")).toEqual(all.toSorted());
    expect(await settings("control.strategy=least")).toEqual(["control.strategy=leastLaxityFirst"]);
    expect(await settings("stations.0.count=a")).toEqual(["stations.0.count=asNeeded"]);
    expect(await settings("grid.contractKw=")).toEqual([]);
  });

  it("are the same where a shell has cut them", async () => {
    expect(await settings("control.strategy", "=")).toEqual(await settings("control.strategy="));
    expect(await settings("control.strategy", "=", "least")).toEqual([
      "control.strategy=leastLaxityFirst",
    ]);
    expect(await settings("grid.contractKw", "=", "5", "--see")).toEqual(["--seed", "--seeds"]);
  });

  it("lead, whatever is chosen, to what a run takes", async () => {
    for (const setting of await settings("control.strategy=")) {
      const { exitCode } = await busbar([
        "validate",
        "scenarios/quickstart.yaml",
        "--set",
        setting,
      ]);
      expect(exitCode).toBe(0);
    }
  });
});
