import { describe, expect, it } from "vitest";
import type { Summary } from "../../src/kpi/index.ts";
import { busbar } from "../support/memorySurroundings.ts";

const QUICKSTART = "scenarios/quickstart.yaml";

/** Interrupts the n-th time that somebody looks at the clock. */
function interruptAtLook(look: number) {
  let looks = 0;
  let interrupt: (() => void) | null = null;
  return {
    onInterrupt: (tell: () => void): void => {
      interrupt = tell;
    },
    clock: {
      nowMs: (): number => {
        if (++looks === look) interrupt?.();
        return looks;
      },
      wait: async (): Promise<void> => {},
    },
  };
}

describe("a run that is interrupted", () => {
  it("keeps what was computed, marks it, and ends with 130", async () => {
    const { exitCode, stdout, stderr, store } = await busbar(
      ["run", QUICKSTART, "--json", "--out", "a", "--speed", "1e9"],
      interruptAtLook(6000),
    );
    expect(exitCode).toBe(130);
    const summary = JSON.parse(stdout) as Summary;
    const whole = JSON.parse((await busbar(["run", QUICKSTART, "--json"])).stdout) as Summary;
    expect(summary.complete).toBe(false);
    expect(Date.parse(summary.to)).toBeLessThan(Date.parse(whole.to));
    expect(summary.digest).not.toBe(whole.digest);
    expect(summary.bounds.plugAndChargePeak15Kw).toBeNull();
    expect(stderr).toMatch(/INTERRUPTED, so far: \d+ of \d+ buses leave ready/);
    expect(JSON.parse(store.text("a/manifest.json")!)).toMatchObject({ complete: false });
    expect(JSON.parse(store.text("a/summary.json")!)).toEqual(summary);
  });

  it("before its first event still leaves a folder, and no figure that is not one", async () => {
    const { exitCode, stdout, store } = await busbar(
      ["run", QUICKSTART, "--json", "--out", "a"],
      interruptAtLook(1),
    );
    expect(exitCode).toBe(130);
    const summary = JSON.parse(stdout) as Summary;
    expect(summary).toMatchObject({
      complete: false,
      site: { peak15Kw: 0, peak15At: null, peak15ServiceDay: null },
      departures: { total: 0, late: 0, short: 0 },
    });
    expect(stdout).not.toMatch(/NaN|Infinity/);
    expect(store.text("a/report.html")).toContain("there is nothing to show");
    expect(store.text("a/report.html")).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("says so whenever it comes, and does not guess a bound that was not computed", async () => {
    let looks = 0;
    await busbar(["run", QUICKSTART], { clock: { nowMs: () => ++looks, wait: async () => {} } });
    const seen = new Set<string>();
    for (let look = 1; look <= looks; look++) {
      const { exitCode, stdout } = await busbar(
        ["run", QUICKSTART, "--json"],
        interruptAtLook(look),
      );
      expect(exitCode).toBe(130);
      const { complete, bounds } = JSON.parse(stdout) as Summary;
      const isBounded = bounds.plugAndChargePeak15Kw !== null;
      seen.add(`${complete ? "whole" : "partial"}, ${isBounded ? "bounded" : "no bound"}`);
    }
    // Early; while plug and charge is computed; too late to matter.
    expect([...seen]).toEqual(["partial, no bound", "whole, no bound", "whole, bounded"]);
  });
});
