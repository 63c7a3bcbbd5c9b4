import { describe, expect, it, vi } from "vitest";
import type { RunResult } from "../../src/kpi/index.ts";
import { StepSeries } from "../../src/physics/index.ts";
import { type Chart, languages, renderSvg, sitePower } from "../../src/report/index.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";
import { recordOf } from "../support/recordOf.ts";
import { calendar, evening, smallRun } from "../support/smallRun.ts";
import { childrenOf, type Element, elementsOf, parsedXml, textOf } from "../support/parsedXml.ts";

async function drawn(run: RunResult, name = "small"): Promise<Element> {
  return parsedXml(await renderSvg(await chartOf(run, name)));
}

async function chartOf(run: RunResult, name = "small"): Promise<Chart> {
  return sitePower({ record: await recordOf(run, { name }), calendar, words: languages.en });
}

function wordsIn(svg: Element): string[] {
  return elementsOf(svg, "text").map(textOf);
}

/** Dashed lines in the picture itself, not in its legend. */
function linesIn(svg: Element): Element[] {
  return elementsOf(svg, "path").filter(
    ({ attributes }) => attributes["aria-roledescription"] === "line mark",
  );
}

const run = smallRun();
const unlimited = smallRun({ ...evening, nodes: [{ id: "site" }, { id: "feeder" }] });

describe("the picture of site power", () => {
  it("is for those, too, who cannot see it", async () => {
    const svg = await drawn(run, "north & <south>");
    const [title, description] = childrenOf(svg);
    expect(svg.name).toBe("svg");
    expect(svg.attributes["role"]).toBe("img");
    expect(title?.name).toBe("title");
    expect(textOf(title!)).toBe("north & <south>: power at the connection");
    expect(description?.name).toBe("desc");
    expect(textOf(description!)).toMatch(
      /^immediate, target full: 1 of 2 buses leave ready, peak 3\d\d kW at 1\d:\d\d\. 2026-03-03T.* to 2026-03-04T.*\. contract 250 kW, maximum 300 kW\.$/,
    );
  });

  it("shows the limits that were given, and no others", async () => {
    const both = await drawn(run);
    expect(linesIn(both)).toHaveLength(2);
    expect(wordsIn(both)).toEqual(expect.arrayContaining(["base load", "contract", "maximum"]));
    const none = await drawn(unlimited);
    expect(linesIn(none)).toEqual([]);
    expect(wordsIn(none)).not.toEqual(expect.arrayContaining(["contract"]));
    expect(wordsIn(none)).not.toEqual(expect.arrayContaining(["maximum"]));
    expect(wordsIn(none)).not.toEqual(expect.arrayContaining(["base load"]));
    expect(wordsIn(none)).toContain("charging");
    expect(textOf(childrenOf(none)[1]!)).toMatch(/no limits\.$/);
  });

  it("draws a limit where it is, at every time", async () => {
    const contractKw = new StepSeries(
      [0, DAY_MS + 20 * HOUR_MS, DAY_MS + 21 * HOUR_MS],
      [250, 100, 200],
    );
    const svg = await drawn(
      smallRun({ ...evening, nodes: [{ id: "site", contractKw }, { id: "feeder" }] }),
    );
    const axis = wordsIn(svg)
      .filter((word) => /^\d+$/.test(word))
      .map(Number);
    const perKw = 300 / Math.max(...axis);
    const [, ...heights] = /^M[\d.]+,([\d.]+)/.exec(linesIn(svg)[0]!.attributes["d"] ?? "") ?? [];
    expect(Number(heights[0])).toBeCloseTo(300 - 250 * perKw, 3);
    const all = [...(linesIn(svg)[0]!.attributes["d"] ?? "").matchAll(/,([\d.]+)/g)].map(([, y]) =>
      Math.round((300 - Number(y)) / perKw),
    );
    expect(all.filter((kw, i) => kw !== all[i - 1])).toEqual([250, 100, 200]);
    expect(textOf(childrenOf(svg)[1]!)).toContain("contract 100 to 250 kW");
  });

  it("is the same to the byte each time", async () => {
    const chart = await chartOf(run);
    expect(await chartOf(run)).toEqual(chart);
    expect(await renderSvg(chart)).toBe(await renderSvg(chart));
  });

  it("has room above its highest point, even where that lies on a tick", async () => {
    const nodes = [{ id: "site", maxKw: 400 }, { id: "feeder" }];
    const ticks = wordsIn(await drawn(smallRun({ ...evening, nodes })))
      .filter((word) => /^\d+$/.test(word))
      .map(Number);
    expect(ticks).toContain(400);
    expect(Math.max(...ticks)).toBeGreaterThan(400);
  });

  it("says on which day its peak is where there are several", async () => {
    const days = { fromMs: DAY_MS, toMs: DAY_MS + 48 * HOUR_MS };
    const words = wordsIn(await drawn(smallRun({ ...evening, run: days }))).join(" ");
    expect(words).toMatch(/peak 3\d\d kW at 1\d:\d\d on Tue 3 Mar/);
  });

  it.each([
    ["a run that was stopped", smallRun(evening, DAY_MS + 19 * HOUR_MS)],
    ["one that had hardly begun", { ...run, complete: false, untilMs: run.window.fromMs }],
    ["one stopped before its window", { ...run, complete: false, untilMs: run.window.fromMs - 9 }],
  ])("says so of %s", async (_, partial) => {
    expect(wordsIn(await drawn(partial)).join(" ")).toMatch(/INTERRUPTED, so far: immediate/);
  });

  it.each([
    ["one quarter-hour", 15 * MINUTE_MS],
    ["half an hour", 30 * MINUTE_MS],
    ["a day", 24 * HOUR_MS],
    ["two weeks", 14 * 24 * HOUR_MS],
    ["half a year", 182 * 24 * HOUR_MS],
  ])("stays as wide and has ticks that stay apart, over %s", async (_, lengthMs) => {
    const fromMs = DAY_MS + 18 * HOUR_MS;
    const span = { fromMs, toMs: fromMs + lengthMs };
    const svg = await drawn(smallRun({ ...evening, run: span }), `x${"-long".repeat(20)}`);
    expect(Number(svg.attributes["width"])).toBeLessThan(960);
    const dates = wordsIn(svg).filter((word) => /^(\d\d:\d\d ?)?(\w{3} \d+ \w{3})?$/.test(word));
    expect(dates.length).toBeGreaterThan(1);
    expect(dates.length).toBeLessThan(16);
  });

  it("comes without a word on the console", async () => {
    const spies = (["log", "info", "warn", "error"] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => {}),
    );
    await drawn(run);
    await drawn(unlimited);
    await drawn({ ...run, complete: false, untilMs: run.window.fromMs - 1 });
    const said = spies.flatMap(({ mock }) => mock.calls);
    vi.restoreAllMocks();
    expect(said).toEqual([]);
  });
});
