import { describe, expect, it } from "vitest";
import type { Summary } from "../../src/kpi/index.ts";
import { elementsOf, parsedXml } from "../support/parsedXml.ts";
import { busbar, diskError, MemoryStore } from "../support/memorySurroundings.ts";

const NIGHT = "scenarios/incident-night.yaml";

function casesIn(store: MemoryStore, file: string) {
  const [, xml = ""] = store.text(file)?.split("?>\n") ?? [];
  return elementsOf(parsedXml(xml), "testcase");
}

describe("a bad night with assertions", () => {
  it("holds, says so after the verdict, and writes test cases", async () => {
    const { exitCode, stdout, stderr, store } = await busbar([
      "run",
      NIGHT,
      "--json",
      "--out",
      "a",
      "--junit",
      "b/night.xml",
    ]);
    expect(exitCode).toBe(0);
    const { assertions, incidents } = JSON.parse(stdout) as Summary;
    expect(assertions.length).toBeGreaterThanOrEqual(5);
    expect(assertions.every(({ holds }) => holds)).toBe(true);
    expect(incidents.map(({ kind }) => kind)).toEqual([
      "trip",
      "stationOut",
      "lateBus",
      "lateBus",
      "lateBus",
    ]);
    expect(incidents[0]).toMatchObject({
      from: "2026-03-03T02:00:00+01:00",
      to: "2026-03-03T03:30:00+01:00",
    });
    const [verdict, told, rest] = stderr.split("\n\n");
    expect(verdict).toMatch(/^\d+ of \d+ buses leave ready$/);
    expect(told!.split("\n").map((line) => line.slice(0, 2))).toEqual(assertions.map(() => "✓ "));
    expect(rest).toContain("no power below left, 2026-03-03T02:00 to 03:30");
    expect(stderr.split("\n").every((line) => line.length <= 80)).toBe(true);
    const cases = casesIn(store, "b/night.xml");
    expect(cases.map(({ attributes }) => attributes["name"])).toEqual(
      assertions.map(({ assertion }) => assertion),
    );
    expect([...store.files.keys()].filter((file) => file.startsWith("b/"))).toEqual([
      "b/night.xml",
    ]);
  });

  it("fails with 99 when a figure is held tighter, and keeps its results", async () => {
    const { exitCode, stdout, stderr, store } = await busbar([
      "run",
      NIGHT,
      "--json",
      "--out",
      "a",
      "--junit",
      "night.xml",
      "--set",
      "assert.0=site.peak15Kw <= 500",
      "--set",
      "assert.2=departures.short == 1",
    ]);
    expect(exitCode).toBe(99);
    const { assertions, site } = JSON.parse(stdout) as Summary;
    const failed = assertions.filter(({ holds }) => holds === false);
    expect(failed.map(({ assertion }) => assertion)).toEqual([
      "site.peak15Kw <= 500",
      "departures.short == 1",
    ]);
    expect(failed[0]).toMatchObject({ found: site.peak15Kw, against: 500 });
    expect(stderr).toContain(`✗ site.peak15Kw <= 500: found ${site.peak15Kw}\n`);
    expect(store.text("a/summary.json")).toBe(stdout);
    const failures = casesIn(store, "night.xml").flatMap((one) => elementsOf(one, "failure"));
    expect(failures).toHaveLength(2);
  });

  it("goes worse than without incidents: they are felt", async () => {
    const { stdout } = await busbar(["run", NIGHT, "--json", "--set", "incidents=[]"]);
    const without = JSON.parse(stdout) as Summary;
    const night = JSON.parse((await busbar(["run", NIGHT, "--json"])).stdout) as Summary;
    expect(without.incidents).toEqual([]);
    expect(without.digest).not.toBe(night.digest);
    expect(night.site.peak15Kw).not.toBe(without.site.peak15Kw);
  });

  it("has no verdict when it is interrupted: 130, and its test cases are skipped", async () => {
    const { exitCode, stdout, store } = await busbar(["run", NIGHT, "--json", "--junit", "n.xml"], {
      onInterrupt: (tell) => tell(),
    });
    expect(exitCode).toBe(130);
    const { assertions } = JSON.parse(stdout) as Summary;
    expect(new Set(assertions.map(({ holds }) => holds))).toEqual(new Set([null]));
    const cases = casesIn(store, "n.xml");
    expect(cases.flatMap((one) => elementsOf(one, "skipped"))).toHaveLength(cases.length);
  });

  it("is checked by validate, which counts what it has and refuses what cannot be", async () => {
    const fine = await busbar(["validate", NIGHT, "--json"]);
    expect(JSON.parse(fine.stdout)).toMatchObject({ ok: true, incidents: 5, assertions: 7 });
    expect(fine.stderr).toContain("incidents 5, assertions 7");
    const bad = await busbar(["validate", NIGHT, "--set", "assert.0=site.peak < 1"]);
    expect(bad.exitCode).toBe(3);
    expect(bad.stderr).toContain('there is no "peak" in site');
  });

  it("is not begun when the test cases could not be written", async () => {
    const store = new MemoryStore((file) => {
      if (file.startsWith("no")) throw diskError("EACCES", file);
    });
    const { exitCode, stdout } = await busbar(["run", NIGHT, "--json", "--junit", "no/n.xml"], {
      store,
    });
    expect(exitCode).toBe(5);
    expect(stdout).toBe("");
    expect(store.files.size).toBe(0);
  });
});
