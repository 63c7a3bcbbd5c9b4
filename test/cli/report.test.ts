import { beforeAll, describe, expect, it } from "vitest";
import type { Summary } from "../../src/kpi/index.ts";
import { busbar, type MemoryStore } from "../support/memorySurroundings.ts";

const QUICKSTART = "scenarios/quickstart.yaml";

/** A finished run, and the page that came with it. */
let store: MemoryStore;
let page = "";
let summary: Summary;

beforeAll(async () => {
  const outcome = await busbar(["run", QUICKSTART, "--json", "--out", "a"]);
  store = outcome.store;
  page = store.text("a/report.html")!;
  summary = JSON.parse(outcome.stdout) as Summary;
});

/** The folder with some files replaced; null: taken away. */
async function withFiles(changes: Readonly<Record<string, string | null>>): Promise<MemoryStore> {
  const { store: fresh } = await busbar(["schema"]);
  for (const [name, content] of store.files) fresh.files.set(name, content);
  for (const [name, content] of Object.entries(changes)) {
    if (content === null) fresh.files.delete(`a/${name}`);
    else fresh.files.set(`a/${name}`, content);
  }
  return fresh;
}

describe("busbar report", () => {
  it("makes from the folder alone the page that the run wrote", async () => {
    const fresh = await withFiles({ "report.html": null });
    const { exitCode, stderr, stdout } = await busbar(["report", "a"], { store: fresh });
    expect([exitCode, stdout, stderr]).toEqual([0, "", "report     a/report.html\n"]);
    expect(fresh.text("a/report.html")).toBe(page);
  });

  it("speaks German where it is asked to, without another run", async () => {
    const fresh = await withFiles({});
    await busbar(["report", "a", "--lang", "de", "--out", "bericht.html"], { store: fresh });
    const german = fresh.text("bericht.html")!;
    expect(german).toContain('<html lang="de">');
    expect(german).toContain("37 von 37 Bussen fahren bereit ab");
    expect(german).toContain("Di 3. März");
    expect(german).toContain("Leistung am Netzanschluss");
    expect(german).not.toMatch(/buses|Tue 3 Mar|charging/);
    expect(fresh.text("a/report.html")).toBe(page);
  });

  it("draws every chart into folders, as SVG and PNG", async () => {
    const fresh = await withFiles({});
    await busbar(["report", "a", "--svg", "s", "--png", "p"], { store: fresh });
    const specs = (await fresh.list("a/charts"))!.map((name) => name.replace(".vl.json", ""));
    expect((await fresh.list("s"))!.toSorted()).toEqual(
      specs.map((name) => `${name}.svg`).toSorted(),
    );
    expect((await fresh.list("p"))!.toSorted()).toEqual(
      specs.map((name) => `${name}.png`).toSorted(),
    );
    for (const name of specs) {
      expect(fresh.text(`s/${name}.svg`)).toMatch(/^<svg role="img"/);
      const png = fresh.files.get(`p/${name}.png`) as Uint8Array;
      expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
      expect(png.length).toBeGreaterThan(5_000);
    }
  });

  it("writes words into PNG pictures: without a font there are none", async () => {
    const fresh = await withFiles({});
    await busbar(["report", "a", "--png", "p"], { store: fresh });
    const { exitCode, stderr } = await busbar(["report", "a", "--png", "q"], {
      store: fresh,
      chartFonts: () => null,
    });
    expect(exitCode).toBe(5);
    expect(stderr).toBe(
      "drawing PNG needs packages that are not installed: npm install @resvg/resvg-js @expo-google-fonts/arimo\n",
    );
    expect(await fresh.list("q")).toBeNull();
  });

  it("keeps charts beside it that people can edit", async () => {
    const { compile } = await import("vega-lite");
    for (const name of (await store.list("a/charts"))!) {
      const spec = JSON.parse(store.text(`a/charts/${name}`)!) as Parameters<typeof compile>[0];
      expect(() => compile(spec)).not.toThrow();
    }
  });

  it.each<[what: string, files: Record<string, string | null>, says: RegExp]>([
    [
      "another's folder",
      { "manifest.json": '{"tool":"other"}' },
      /^a is no folder of a run of busbar$/m,
    ],
    [
      "no manifest",
      { "manifest.json": null },
      /^a is no folder of a run: there is no manifest.json in it$/m,
    ],
    [
      "an older run",
      { "depot.json": null },
      /^a: there is no depot.json; make it again: busbar run .*$/m,
    ],
    [
      "half a file",
      { "summary.json": '{"schemaVersion": 1' },
      /^a: summary.json is damaged: .*; make it again: /m,
    ],
    [
      "an empty one",
      { "summary.json": '{"schemaVersion": 1}' },
      /^a: summary.json is damaged: name: .*; make it again: /m,
    ],
    [
      "no parquet",
      { "series.parquet": "nonsense" },
      /^a: series.parquet is damaged: .*; make it again: /m,
    ],
    [
      "half a table",
      { "sessions.csv": "vehicleId\nb\n" },
      /^a: sessions.csv is damaged: there is no column vehicleType; /m,
    ],
    [
      "a newer one",
      { "summary.json": '{"schemaVersion": 2}' },
      /^a: summary.json has schemaVersion 2, this program reads 1: it takes busbar 1.2.3 or newer; make it again: /m,
    ],
  ])("refuses %s in plain words", async (_, files, says) => {
    const fresh = await withFiles(files);
    const { exitCode, stderr } = await busbar(["report", "a"], { store: fresh });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/ at .*\.ts|This is a bug/);
    expect(exitCode).toBe(3);
  });

  it("refuses what is no folder, and tells of runs in one below", async () => {
    const fresh = await withFiles({});
    const none = await busbar(["report", "nowhere"], { store: fresh });
    expect([none.exitCode, none.stderr]).toEqual([3, "there is no folder nowhere\n"]);
    const file = await busbar(["report", "a/summary.json"], { store: fresh });
    expect(file.stderr).toBe("a/summary.json is a file, expected the folder of a run\n");
    fresh.files.set("out/b/manifest.json", '{"tool":"busbar"}');
    const above = await busbar(["report", "out"], { store: fresh });
    expect(above.stderr).toContain("there are runs in it: out/b");
    const lang = await busbar(["report", "a", "--lang", "fr"], { store: fresh });
    expect([lang.exitCode, lang.stderr.split("\n")[0]]).toEqual([
      2,
      '--lang: found "fr", expected en or de',
    ]);
  });

  it("says of an interrupted run that it was", async () => {
    const fresh = await withFiles({
      "summary.json": JSON.stringify({ ...summary, complete: false }),
    });
    const { exitCode, stderr } = await busbar(["report", "a"], { store: fresh });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^warning: the run was interrupted/);
    expect(fresh.text("a/report.html")).toMatch(/class="stopped">Interrupted: these are partial/);
  });
});

describe("busbar run", () => {
  it("leaves out the report and what only it needs where it is told to, and comes to the same", async () => {
    const { store: bare } = await busbar(["run", QUICKSTART, "--no-report", "--out", "a"]);
    expect((await bare.list("a"))!.toSorted()).toEqual([
      "depot.json",
      "manifest.json",
      "series.parquet",
      "sessions.csv",
      "summary.json",
      "summary.txt",
    ]);
    expect(bare.text("a/summary.json")).toBe(store.text("a/summary.json"));
    await busbar(["report", "a"], { store: bare });
    expect(bare.text("a/report.html")).toContain("was not kept in this run");
  });

  it("draws site power as PNG, too", async () => {
    const args = ["run", QUICKSTART, "--no-report", "--out", "a", "--png", "site.png"];
    const { store: drawn } = await busbar(args);
    expect((drawn.files.get("site.png") as Uint8Array).length).toBeGreaterThan(20_000);
  });
});
