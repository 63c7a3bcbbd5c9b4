import { describe, expect, it } from "vitest";
import { RandomStream } from "../../src/engine/index.ts";
import { HOUR_MS, MINUTE_MS, plainBus } from "../support/smallDepot.ts";
import { SlowNight } from "../support/slowNight.ts";

/** What is believed is looked at so often. */
const LOOK_MS = 10_000;
/** Soc on the link is rounded, at both ends. */
const ROUNDING_SOC = 0.0002;
/** What flows less or more without a word, because limits alone tell of it: less than 10 kW of 150. */
const UNSAID_SHARE = 1.1;
/** A dead twin is started again after so long at most. */
const MOST_AWAY_MS = 10 * MINUTE_MS;
/** A command is repeated after 30 s. */
const PIPES = [
  { isSlow: "in time", quickMs: 5000, slowMs: 5000 },
  { isSlow: "later than a command is repeated", quickMs: 40_000, slowMs: 40_000 },
  { isSlow: "in time, and then much later", quickMs: 5000, slowMs: 100_000 },
];

function full(flowingMs: number): number {
  const [[, mostKw]] = plainBus.curve as [[number, number]];
  return (mostKw * flowingMs) / HOUR_MS / plainBus.usableKwh;
}

describe.each(PIPES)("a twin whose depot answers $isSlow", ({ quickMs, slowMs }) => {
  it.each([0, 30])("believes what its stations say, killed %d times", (kills) => {
    const night = new SlowNight(
      (nowMs) => (Math.floor(nowMs / (20 * MINUTE_MS)) % 2 === 0 ? quickMs : slowMs),
      slowMs,
    );
    const { fromMs, toMs } = night.spec.run;
    const chance = new RandomStream(kills, "kills");
    const killAtMs = Array.from(
      { length: kills },
      () => fromMs + chance.uniform() * (toMs - fromMs),
    );
    killAtMs.sort((a, b) => b - a);
    let startAtMs = fromMs;
    let looks = 0;
    for (let nowMs = fromMs; nowMs <= toMs; nowMs += LOOK_MS) {
      night.until(nowMs);
      if (night.isUp && nowMs >= (killAtMs.at(-1) ?? Infinity)) {
        killAtMs.pop();
        night.kill(chance);
        startAtMs = nowMs + chance.uniform() * MOST_AWAY_MS;
      }
      if (!night.isUp && nowMs >= startAtMs) night.start();
      if (!night.isTold) continue;
      for (const said of night.said.values()) {
        // Where nothing flows nothing can have changed since.
        if (said.state === "flowing" || nowMs <= said.atMs + slowMs) continue;
        looks++;
        expect(Math.abs(night.missSoc(said)!), said.pointId).toBeLessThan(ROUNDING_SOC);
      }
    }
    expect(looks).toBeGreaterThan(100);
    // What has flowed, or has not, is heard so late; a reading is as of when it is heard, and may
    // have waited for a twin.
    const lateSoc = UNSAID_SHARE * full(slowMs) + ROUNDING_SOC;
    const awaySoc = kills === 0 ? 0 : full(MOST_AWAY_MS);
    expect(Math.max(...night.missesSoc)).toBeLessThan(lateSoc);
    expect(Math.min(...night.missesSoc)).toBeGreaterThan(-lateSoc - awaySoc);
  });
});
