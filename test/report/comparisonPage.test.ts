import { writeFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ComparisonSummary } from "../../src/study/index.ts";
import { hasBrowser, openBrowser, openFile } from "../support/browser.ts";
import { busbar } from "../support/memorySurroundings.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();
const STRATEGIES = "--strategy=immediate,own,equalShare,roundRobin";

/** A comparison on disk, and what it must show. */
async function written(lang: string): Promise<{ file: string; summary: ComparisonSummary }> {
  const words = ["scenarios/quickstart.yaml", STRATEGIES, "--seeds=1..3", `--lang=${lang}`];
  const { store, stdout } = await busbar(["compare", ...words, "--json", "--out=a"]);
  const file = at(`compare-${lang}.html`);
  writeFileSync(file, store.text("a/report.html")!);
  return { file, summary: JSON.parse(stdout) as ComparisonSummary };
}

describe.skipIf(!hasBrowser)("the page of a comparison", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  it.each(["en", "de"])("opens from disk, asks for nothing and fits: %s", async (lang) => {
    const { file, summary } = await written(lang);
    const { page, seen } = await openFile(browser, file);
    expect(seen.said).toEqual([]);
    expect(seen.requests).toEqual([`file://${file}`]);
    expect(await page.locator("html").getAttribute("lang")).toBe(lang);
    for (const width of [1000, 1200]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      expect(wide).toBeLessThanOrEqual(width);
    }
    const heads = await page.locator(".compared th").allTextContents();
    expect(heads.filter((head) => head !== "")).toEqual(summary.variants.map(({ name }) => name));
    const { worst } = summary.variants[0]!;
    expect(await page.locator("#reproduce code").allTextContents()).toContain(worst!.command);
    // One picture a variant in the first, one row of bars a variant in the next.
    for (const id of ["night", "peaks"]) {
      const shown = await page.locator(`#${id} svg text`).allTextContents();
      for (const { name } of summary.variants) expect(shown).toContain(name);
    }
    await page.close();
  });
});
