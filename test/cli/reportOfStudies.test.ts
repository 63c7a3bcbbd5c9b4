import { describe, expect, it } from "vitest";
import { memoryFiles } from "../support/memoryFiles.ts";
import { busbar, type MemoryStore, type Outcome } from "../support/memorySurroundings.ts";
import { depotYaml, staysCsv } from "../support/soundDepot.ts";

const files = memoryFiles({
  "depot.yaml": `${depotYaml}operations:\n  plugInDelayMin: { medianMin: 20, p95Min: 200 }\n`,
  "stays.csv": staysCsv,
});
const made = (...args: string[]): Promise<Outcome> => busbar([...args, "--out=a"], { files });
const report = (store: MemoryStore, ...words: string[]): Promise<Outcome> =>
  busbar(["report", "a", ...words], { store, files: memoryFiles({}) });

describe.each([
  ["a comparison", ["compare", "depot.yaml", "--seeds=1..3"], "compare.json"],
  ["a size", ["size", "depot.yaml", "--seeds=1..2"], "sizes.json"],
] as const)("the report of %s", (_, args, facts) => {
  it("is made from its folder as it was written, again, in German and as pictures", async () => {
    const { store } = await made(...args);
    const page = store.text("a/report.html")!;
    const specs = (await store.list("a/charts"))!.toSorted();
    expect(specs.length).toBeGreaterThan(0);
    await store.remove("a/report.html");
    await store.remove("a/charts");
    const { exitCode, stderr } = await report(store, "--svg=s");
    expect([exitCode, stderr]).toEqual([0, "report     a/report.html\n"]);
    expect(store.text("a/report.html")).toBe(page);
    expect((await store.list("a/charts"))!.toSorted()).toEqual(specs);
    expect(await store.list("s")).toHaveLength(specs.length);
    await report(store, "--lang=de", "--out=b.html");
    expect(store.text("b.html")).toContain('<html lang="de">');
    expect(store.text("a/report.html")).toBe(page);
  });

  it("says what is missing, and how to get it", async () => {
    const { store } = await made(...args, "--no-report");
    const text = store.text(`a/${facts}`)!;
    store.files.set(`a/${facts}`, "{");
    const damaged = await report(store);
    expect(damaged.exitCode).toBe(3);
    const again = `make it again: busbar ${args.join(" ").replace("--seeds=", "--seeds=")}`;
    expect(damaged.stderr).toContain(`a: ${facts} is damaged; ${again}`);
    store.files.set(`a/${facts}`, text);
    expect((await report(store)).exitCode).toBe(0);
  });
});

describe("the report of a comparison", () => {
  it("leaves out the night where there is none, and says so", async () => {
    const { store } = await made("compare", "depot.yaml", "--seeds=1..2", "--no-report");
    const { exitCode, stderr } = await report(store);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^warning: there is no night\.json, .*make it again: busbar compare/);
    await store.remove("a/compare.json");
    const { exitCode: code, stderr: told } = await report(store);
    expect(code).toBe(3);
    expect(told).toContain("a: compare.json is missing; make it again: busbar compare depot.yaml");
  });
});

describe("the report of many nights", () => {
  it("is made from the rows alone: verdict, spread, nights that stand out", async () => {
    const assertion = "site.peak15Kw <= 1";
    const { store } = await made(
      "run",
      "depot.yaml",
      "--seeds=1..5",
      `--set=assert=["${assertion}"]`,
    );
    await store.remove("a/summary.json");
    const { exitCode, stderr } = await report(store);
    expect([exitCode, stderr]).toEqual([0, "report     a/report.html\n"]);
    const page = store.text("a/report.html")!;
    expect(page).toMatch(/Every bus leaves ready in \d of 5 nights/);
    expect(page).toContain("5 of 5 nights break site.peak15Kw &lt;= 1");
    expect(page).toContain("busbar run depot.yaml");
    expect(page).not.toContain("<script");
    await report(store, "--lang=de");
    const german = store.text("a/report.html")!;
    expect(german).toMatch(/In \d von 5 Nächten fährt jeder Bus bereit ab/);
    expect(german).not.toMatch(/Every bus|nights differ/);
  });

  it("shows what there is of one that was cut off, and asks for its rows", async () => {
    const { store } = await made("run", "depot.yaml", "--seeds=1..5");
    const rows = store.text("a/runs.ndjson")!.split("\n").slice(0, 2);
    store.files.set("a/runs.ndjson", `${rows.join("\n")}\n{"run":3,`);
    const { exitCode, stderr } = await report(store);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("warning: the run was interrupted");
    expect(store.text("a/report.html")).toContain("of 2 nights");
    await store.remove("a/runs.ndjson");
    const without = await report(store);
    expect(without.exitCode).toBe(3);
    expect(without.stderr).toContain("a: runs.ndjson is missing; make it again: busbar run");
  });
});
