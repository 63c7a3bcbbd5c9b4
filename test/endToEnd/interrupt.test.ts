import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../house/sources.ts";
import { build, busbar, mainFile } from "../support/busbar.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();

beforeAll(build);

/** Says so once somebody listens for both signals, the second of which is SIGTERM. */
const sayReady = `process.on("newListener", (name) => {
  if (name === "SIGTERM") setImmediate(() => process.stderr.write("ready\\n"));
});`;

describe("a run that is interrupted", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("keeps and marks what it has at %s", async (signal) => {
    const out = at(signal, "partial");
    // Three days at this pace would take hours.
    const run = started(["run", "scenarios/quickstart.yaml", "--speed=20", "--json", "--out", out]);
    await run.says("ready");
    run.child.kill(signal);
    expect(await run.end).toEqual([130, null]);

    expect(readdirSync(path.dirname(out))).toEqual(["partial"]);
    expect(readdirSync(out).toSorted()).toEqual(
      [
        "charts",
        "depot.json",
        "manifest.json",
        "points.parquet",
        "report.html",
        "series.parquet",
        "sessions.csv",
        "summary.json",
        "summary.txt",
      ].toSorted(),
    );
    expect(JSON.parse(run.stdout())).toMatchObject({ name: "quickstart", complete: false });
    expect(readFileSync(path.join(out, "summary.json"), "utf8")).toBe(run.stdout());
    expect(JSON.parse(readFileSync(path.join(out, "manifest.json"), "utf8"))).toMatchObject({
      tool: "busbar",
      complete: false,
    });
    expect(run.stderr()).toMatch(/^INTERRUPTED, so far: /m);
    expect(run.stderr()).not.toMatch(/NaN|undefined|Infinity/);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends at once at the second %s", async (signal) => {
    const onInterrupt = pathToFileURL(path.join(root, "dist/host/onInterrupt.js")).href;
    // What never comes to an end by itself.
    const program = `import { onInterrupt } from "${onInterrupt}";
      onInterrupt(() => process.stderr.write("told\\n"), 130);
      setInterval(() => {}, 1000);`;
    const run = started(["--input-type=module", "--eval", program], null);
    await run.says("ready");
    run.child.kill(signal);
    await run.says("told");
    expect(run.child.exitCode).toBeNull();
    run.child.kill(signal);
    expect(await run.end).toEqual([130, null]);
  });
});

describe("many runs that are interrupted", () => {
  it("keep their rows at SIGINT, and the same command goes on to the same end", async () => {
    const words = ["run", "scenarios/quickstart.yaml", "--jobs=2", "--json", "--seeds=1..150"];
    const out = at("many", "cut");
    const run = started([...words, "--out", out]);
    await run.says("ready");
    const rows = (folder: string): string => {
      const file = path.join(folder, "runs.ndjson");
      return existsSync(file) ? readFileSync(file, "utf8") : "";
    };
    while (rows(out) === "" && run.child.exitCode === null) await sleep(5);
    run.child.kill("SIGINT");
    expect(await run.end).toEqual([130, null]);
    const kept = rows(out).split("\n").length - 1;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(150);
    expect(JSON.parse(run.stdout())).toMatchObject({ complete: false, runs: { done: kept } });
    expect(run.stderr()).toMatch(/^the same command goes on from here:\n {2}busbar run /m);

    const on = busbar([...words, "--out", out]);
    expect(on.stderr).toContain(`${kept} runs are there already`);
    expect(on.status).toBe(0);
    const whole = at("many", "whole");
    expect(busbar([...words, "--out", whole]).stdout).toBe(on.stdout);
    expect(rows(out)).toBe(rows(whole));
    expect(readdirSync(path.dirname(out)).toSorted()).toEqual(["cut", "whole"]);
  });
});

describe("a reader that has seen enough", () => {
  it("is no fault of the program", async () => {
    const run = started(["schema"]);
    run.child.stdout?.destroy();
    expect(await run.end).toEqual([0, null]);
    expect(run.stderr()).toBe("");
  });

  it("does not keep a run from its results, whichever stream it left", async () => {
    const out = at("unread");
    const run = started(["run", "scenarios/quickstart.yaml", "--json", "--out", out]);
    run.child.stdout?.destroy();
    run.child.stderr?.destroy();
    expect(await run.end).toEqual([0, null]);
    expect(readdirSync(out)).toContain("manifest.json");
  });
});

interface Started {
  readonly child: ChildProcess;
  /** Exit code and signal. */
  readonly end: Promise<unknown[]>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves once a line like this has been written to standard error, or at the end. */
  readonly says: (line: string) => Promise<void>;
}

function started(args: readonly string[], main: string | null = mainFile): Started {
  const preload = `data:text/javascript,${encodeURIComponent(sayReady)}`;
  const program = main === null ? args : [main, ...args];
  const child = spawn(process.execPath, ["--import", preload, ...program], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (piece: string) => (text.stdout += piece));
  child.stderr.setEncoding("utf8").on("data", (piece: string) => (text.stderr += piece));
  const end = once(child, "close");
  return {
    child,
    end,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    says: async (line) => {
      while (!text.stderr.split("\n").includes(line) && child.exitCode === null) {
        await Promise.race([once(child.stderr, "data"), end]);
      }
    },
  };
}
