import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Debian's, or what the environment names. */
const executablePath = process.env["BUSBAR_CHROMIUM"] ?? "/usr/bin/chromium";

export const hasBrowser = existsSync(executablePath);

if (!hasBrowser) {
  console.warn(`notice: skipped what needs Chromium, which is not at ${executablePath}`);
}

/** A browser without a window. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** What a page said, asked for and threw while it was open. */
export interface Seen {
  readonly said: string[];
  readonly requests: string[];
}

/** Opens a page from disk, and keeps what it does that no report should. */
export async function openFile(browser: Browser, file: string) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  const seen: Seen = { said: [], requests: [] };
  page.on("console", (message) => seen.said.push(message.text()));
  page.on("pageerror", (error) => seen.said.push(error.message));
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("dialog", (dialog) => {
    seen.said.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`file://${file}`);
  return { page, seen };
}
