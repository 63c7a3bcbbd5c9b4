import { describe, expect, it } from "vitest";
import { busbar } from "../support/memorySurroundings.ts";

const QUICKSTART = "scenarios/quickstart.yaml";
const COMMANDS =
  "commands: run, compare, size, twin, replay, order, forecast, torture, validate, inspect, depot, emulate, doctor, record, plan, report, merge, import, schema, init, completion";

describe("wrong words on the command line", () => {
  it.each([
    [[], `no command is given (${COMMANDS})`],
    [["rnu", QUICKSTART], "there is no command rnu (did you mean run?)"],
    [["simulate", QUICKSTART], "there is no command simulate (did you mean emulate?)"],
    [["charge", QUICKSTART], `there is no command charge (${COMMANDS})`],
    [["run"], "run needs a scenario: busbar run SCENARIO"],
    [["validate"], "validate needs a scenario: busbar validate SCENARIO"],
    [["plan"], "plan needs a file: busbar plan FILE"],
    [["import", "gtfs"], "import needs a kind and a file: busbar import KIND FILE"],
    [["plan", ""], 'FILE: found "", expected a name'],
    [
      ["plan", "a.json", "--solver", "best"],
      '--solver: found "best", expected exact, highs or jslp',
    ],
    [["run", ""], 'SCENARIO: found "", expected a name'],
    [["run", "a.yaml", "b.yaml"], "found b.yaml, which run does not expect"],
    [["completion", "fish"], "found fish, which completion does not expect"],
    [["init", "a.yaml", "b.yaml"], "found b.yaml, which init does not expect"],
    [["init", ""], 'FILE: found "", expected a name'],
    [["init", "--from"], "--from needs a value after it"],
    [["init", "--form", "a.csv"], "init has no option --form (did you mean --from?)"],
    [["init", "--depot", "A", "--depot", "B"], "--depot is given more than once"],
    [["inspect"], "inspect needs a scenario: busbar inspect SCENARIO"],
    [
      ["inspect", QUICKSTART, "--out", "a"],
      "inspect has no option --out (it is one of run, compare, size, twin, depot, plan, report, merge, import)",
    ],
    [["schema", "a.yaml"], "found a.yaml, which schema does not expect"],
    [["run", QUICKSTART, "--sede", "1"], "run has no option --sede (did you mean --seed?)"],
    [["run", QUICKSTART, "--sed=1"], "run has no option --sed (did you mean --seed?)"],
    [["run", QUICKSTART, "--weather"], "run has no option --weather"],
    [["run", QUICKSTART, "-x"], "run has no option -x"],
    [
      ["validate", QUICKSTART, "--svg", "a.svg"],
      "validate has no option --svg (it is one of run, report)",
    ],
    [["run", QUICKSTART, "--seed"], "--seed needs a value after it"],
    [["run", QUICKSTART, "--set"], "--set needs a value after it"],
    [["run", QUICKSTART, "--out"], "--out needs a value after it"],
    [["run", QUICKSTART, "--out", ""], '--out: found "", expected a name'],
    [
      ["run", QUICKSTART, "--set", "a"],
      '--set: found "a", expected path=value, like grid.contractKw=2000',
    ],
    [
      ["run", QUICKSTART, "--set", "seed=1", "--set", "=x"],
      '--set: found "=x", expected path=value, like grid.contractKw=2000',
    ],
    [["run", QUICKSTART, "--set.a", "5"], "run has no option --set.a"],
    [["run", QUICKSTART, "--seed", "1", "--seed", "2"], "--seed is given more than once"],
    [["run", QUICKSTART, "--out", "a", "--out", "b"], "--out is given more than once"],
  ])("%j", async (args, message) => {
    const { exitCode, stdout, stderr, store } = await busbar(args);
    expect(stderr).toBe(`${message}\nbusbar --help shows what there is\n`);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(store.files.size).toBe(0);
  });

  it.each(["abc", "-1", "1.5", "", "1e3", "0x1", "12345678901234567"])(
    "refuses the seed %j",
    async (seed) => {
      const { exitCode, stderr } = await busbar(["run", QUICKSTART, "--seed", seed]);
      expect(stderr).toMatch(
        `--seed: found "${seed}", expected a whole number of at most 15 digits, at least 0\n`,
      );
      expect(exitCode).toBe(2);
    },
  );

  it.each(["0", "-1", "fast", "", "Infinity", "NaN"])("refuses the speed %j", async (speed) => {
    const { exitCode, stderr } = await busbar(["run", QUICKSTART, "--speed", speed]);
    expect(stderr).toMatch(`--speed: found "${speed}", expected a number above 0\n`);
    expect(exitCode).toBe(2);
  });

  it("are told in English, whatever the shell speaks", async () => {
    const before = process.env["LC_ALL"];
    process.env["LC_ALL"] = "de_DE.UTF-8";
    try {
      expect((await busbar(["run"])).stderr).toMatch(/^run needs a scenario/);
    } finally {
      if (before === undefined) delete process.env["LC_ALL"];
      else process.env["LC_ALL"] = before;
    }
  });
});

describe("help", () => {
  it.each(["--help", "-h", "help", "run --help", "validate -h"])("is data: %s", async (line) => {
    const { exitCode, stdout, stderr } = await busbar(line.split(" "));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^busbar /);
    expect(stderr).toBe("");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("names every command, and what a process may end with", async () => {
    const { stdout } = await busbar(["--help"]);
    for (const word of [
      "run",
      "validate",
      "inspect",
      "plan",
      "import",
      "schema",
      "init",
      "Exit codes",
      "130",
    ]) {
      expect(stdout).toContain(word);
    }
  });

  it("tells the version alone", async () => {
    expect(await busbar(["--version"])).toMatchObject({
      exitCode: 0,
      stdout: "1.2.3\n",
      stderr: "",
    });
  });
});
