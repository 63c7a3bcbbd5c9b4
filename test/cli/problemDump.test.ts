import { describe, expect, it } from "vitest";
import { ProblemDump } from "../../src/cli/problemDump.ts";
import { readPlanningProblem } from "../../src/scenario/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { busbar, MemoryStore } from "../support/memorySurroundings.ts";
import { bus, plainProblem } from "../support/plainProblem.ts";

const QUICKSTART = "scenarios/quickstart.yaml";

const manifest = {
  tool: "busbar",
  version: "1.2.3",
  node: "v20.0.0",
  command: "busbar run a.yaml",
  digest: "0",
  complete: true,
} as const;

describe("planning problems of a run", () => {
  it("are files that can be read again, numbered in their order", async () => {
    const store = new MemoryStore();
    const dump = new ProblemDump(store, "problems", "night");
    await dump.check("out/night");
    const problems = [plainProblem([]), plainProblem([bus("a", 0, 1, 10)])];
    for (const problem of problems) dump.add(problem);
    expect(await dump.write(manifest)).toBe(2);
    expect([...store.files.keys()].toSorted()).toEqual([
      "problems/manifest.json",
      "problems/night-0001.json",
      "problems/night-0002.json",
    ]);
    const text = store.text("problems/night-0002.json")!;
    expect(text).toMatch(/^\{"cabinets":\[\],"eurPerKwh":null,"fromMs":0,/);
    const files = memoryFiles({ "p.json": text });
    expect(await readPlanningProblem(files, "p.json")).toEqual(problems[1]);
  });

  it("replace those of a run before, all of them", async () => {
    const store = new MemoryStore();
    for (const count of [3, 1]) {
      const dump = new ProblemDump(store, "problems", "night");
      for (let i = 0; i < count; i++) dump.add(plainProblem([]));
      await dump.write(manifest);
    }
    expect(store.files.size).toBe(2);
  });

  it("go with a run, into a folder of their own", async () => {
    const { exitCode, stderr, store } = await busbar([
      "run",
      QUICKSTART,
      "--out",
      "a",
      "--dump-problems",
      "b",
    ]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/results {4}a\nproblems {3}\d+ in b\n$/);
    expect(store.text("b/manifest.json")).toBe(store.text("a/manifest.json"));
  });

  it("of a planner can be solved again, every one", async () => {
    const set = "control.strategy=balanced";
    const { stderr, store } = await busbar([
      "run",
      QUICKSTART,
      "--set",
      set,
      "--out",
      "a",
      "--dump-problems",
      "b",
    ]);
    const count = Number(/problems {3}(\d+) in b/.exec(stderr)![1]);
    expect(count).toBeGreaterThan(12);
    const text = store.text(`b/quickstart-${String(count).padStart(4, "0")}.json`)!;
    const problem = await readPlanningProblem(memoryFiles({ "p.json": text }), "p.json");
    expect(problem.sessions.length).toBeGreaterThan(0);
  });

  it.each(["a", "./a", "a/"])("do not go where the results go: %s", async (folder) => {
    const { exitCode, stderr } = await busbar([
      "run",
      QUICKSTART,
      "--out",
      "a",
      "--dump-problems",
      folder,
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(`--dump-problems: found ${folder}, where the results go`);
  });

  it("leave a folder alone that is somebody else's", async () => {
    const store = new MemoryStore();
    await store.write("b/thesis.tex", "");
    const { exitCode, stderr } = await busbar(
      ["run", QUICKSTART, "--out", "a", "--dump-problems", "b"],
      { store },
    );
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      "--dump-problems: b holds files that busbar did not make, expected another folder\n",
    );
    expect([...store.files.keys()]).toEqual(["b/thesis.tex"]);
  });
});
