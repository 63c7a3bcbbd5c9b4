import { readFileSync, writeFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Summary } from "../../src/kpi/index.ts";
import { hasBrowser, openBrowser, openFile } from "../support/browser.ts";
import { busbar } from "../support/memorySurroundings.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();
const CABINETS = {
  id: "C",
  count: 4,
  outlets: 4,
  sharing: "dynamic",
  ratedKw: 150,
  moduleKw: 30,
  cabinetKw: 180,
};
const SINGLE = { id: "P", count: "asNeeded", ratedKw: 150 };
const EVIL = ['<script>alert("bus")</script>', '"><img src=x onerror=alert(1)>', "=B&B'"];

/** A page on disk, and the figures it must show. */
interface Written {
  readonly file: string;
  readonly summary: Summary;
}

async function written(
  name: string,
  args: readonly string[],
  lang = "en",
  expected = 0,
): Promise<Written> {
  const { store, stdout, exitCode, stderr } = await busbar([
    "run",
    ...args,
    "--json",
    "--out",
    "a",
  ]);
  if (exitCode !== expected) throw new Error(stderr);
  if (lang !== "en") await busbar(["report", "a", "--lang", lang], { store });
  const file = at(`${name}.html`);
  writeFileSync(file, store.text("a/report.html")!);
  return { file, summary: JSON.parse(stdout) as Summary };
}

/** A depot whose buses have names that a page could take for its own words. */
function evilDepot(): string[] {
  const rows = EVIL.map((bus, i) => `"${bus.replaceAll('"', '""')}",S12,18:0${i},19:${i}5,220`);
  writeFileSync(
    at("evil.csv"),
    `vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block\n${rows.join("\n")}\n`,
  );
  return [
    "scenarios/quickstart.yaml",
    "--set",
    `timetable.file=${at("evil.csv")}`,
    "--set",
    `stations=${JSON.stringify([CABINETS, SINGLE])}`,
  ];
}

/** A week of a depot of more than 200 buses, short of power. */
function week(): string[] {
  const file = sharedPath("timetables/derived_stays/nyc_MQ_weekday_stays.csv");
  const timetable = { file, from: "2026-03-02", to: "2026-03-08" };
  return [
    "scenarios/stays-day.yaml",
    "--set",
    `timetable=${JSON.stringify(timetable)}`,
    "--set",
    "timezone=America/New_York",
    "--set",
    "control.strategy=leastLaxityFirst",
    "--set",
    "grid.contractKw=2100",
  ];
}

/** The number that a figure reads as, by the way a language writes numbers [kW, kWh or a count]. */
function read(text: string, lang: string): number {
  const plain =
    lang === "de" ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  return Number.parseFloat(plain) * (text.endsWith("MWh") ? 1000 : text.endsWith("%") ? 0.01 : 1);
}

/** As many digits as are told may differ by half of the last. */
function tolerance(text: string): number {
  if (text.endsWith("MWh")) return 50.01;
  if (text.endsWith("%")) return 0.00501;
  return /[.,]\d (kW|kWh)$/.test(text) ? 0.0501 : 0.501;
}

async function expectFigures(page: Page, summary: Summary, lang: string): Promise<void> {
  const figures = await page
    .locator("data")
    .evaluateAll((elements) =>
      elements.map((element) => [
        element.getAttribute("data-key") ?? "",
        element.getAttribute("value") ?? "",
        element.textContent ?? "",
      ]),
    );
  expect(figures.length).toBeGreaterThanOrEqual(8);
  for (const [key = "", value = "", text = ""] of figures) {
    const [part = "", field = ""] = key.split(".");
    const figure = (summary as unknown as Record<string, Record<string, number>>)[part]?.[field];
    expect([key, Number(value)]).toEqual([key, figure]);
    expect(Math.abs(read(text, lang) - figure!), `${key} reads ${text}`).toBeLessThan(
      tolerance(text),
    );
  }
}

describe.skipIf(!hasBrowser)("the page of a report, in a browser", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  /** What every report must be, however large. */
  async function expectSound(
    { file, summary }: Written,
    lang: string,
    ids: readonly string[],
  ): Promise<Page> {
    const { page, seen } = await openFile(browser, file);
    expect(seen).toEqual({ said: [], requests: [`file://${file}`] });
    expect(readFileSync(file).length).toBeLessThan(3e6);
    const found = await page.locator("section").evaluateAll((all) => all.map((each) => each.id));
    expect(found).toEqual(ids);
    expect(await page.locator("script").count()).toBe(0);
    const text = await page.locator("body").innerText();
    expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|\d ?[AP]M\b/);
    await expectFigures(page, summary, lang);
    for (const svg of await page.locator("svg").all()) {
      expect((await svg.boundingBox())!.width).toBeLessThanOrEqual(1000);
    }
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(1200);
    const ids2 = await page.locator("svg [id]").evaluateAll((all) => all.map((each) => each.id));
    expect(new Set(ids2).size).toBe(ids2.length);
    return page;
  }

  const SECTIONS = ["figures", "anchors", "wrong", "power", "soc", "duration", "occupancy"];

  it("shows the quickstart, and prints it", async () => {
    const made = await written("quickstart", ["scenarios/quickstart.yaml"]);
    const page = await expectSound(made, "en", [...SECTIONS, "basis", "stays"]);
    expect(await page.locator(".verdict").innerText()).toMatch(
      /^37 of 37 buses leave ready; .* at 19:45 on Tue 3 Mar\.$/,
    );
    expect(await page.locator("#stays svg title").count()).toBeGreaterThan(100);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    const pages = pdf.toString("latin1").match(/\/Type \/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(pages.length).toBeLessThanOrEqual(6);
    await page.close();
  });

  it("shows names as they are, whatever a page could take them for, and cabinets where there are any", async () => {
    const page = await expectSound(await written("evil", evilDepot(), "de"), "de", [
      ...SECTIONS,
      "cabinets",
      "basis",
      "stays",
    ]);
    const table = await page.locator("#wrong").innerText();
    const chart = await page.locator("#stays svg").innerHTML();
    expect(EVIL.some((bus) => table.includes(bus))).toBe(true);
    expect(chart).toContain("&lt;script&gt;");
    expect(await page.locator("img").count()).toBe(0);
    await page.close();
  });

  it("tells what was to hold and does not, and what went wrong", async () => {
    const args = ["scenarios/incident-night.yaml", "--set", 'assert=["site.peak15Kw <= 800"]'];
    const made = await written("incidents", args, "de", 99);
    const before = SECTIONS.slice(0, 3);
    const ids = ["assertions", ...before, "incidents", ...SECTIONS.slice(3), "basis", "stays"];
    const page = await expectSound(made, "de", ids);
    const [asserted, incidents] = [
      await page.locator("#assertions tbody").innerText(),
      await page.locator("#incidents tbody tr").count(),
    ];
    expect(asserted).toMatch(/GILT NICHT\s+site\.peak15Kw <= 800\s+8\d\d(,\d+)?\s+800/);
    expect(incidents).toBe(made.summary.incidents.length);
    await page.close();
  });

  it.skipIf(!hasSharedData)("shows a week of 2,500 stays", async () => {
    const made = await written("week", week());
    const page = await expectSound(made, "en", [
      ...SECTIONS.slice(0, 4),
      "days",
      ...SECTIONS.slice(4),
      "basis",
      "stays",
    ]);
    expect(await page.locator("#wrong tbody tr").count()).toBe(20);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.length).toBeGreaterThan(100_000);
    await page.close();
  });
});
