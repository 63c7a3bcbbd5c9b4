import { describe, expect, it } from "vitest";
import { digest, readJournal } from "../../src/record/index.ts";
import { LiveRun, type TwinLog } from "../../src/twin/index.ts";
import { MemoryDisk } from "../support/memoryDisk.ts";
import { crowdedNight, plainRun, twinOn } from "../support/smallTwin.ts";

const scenario = crowdedNight();
const SPEED = 60;

/** A night at that speed on a wall clock that sleeps so much too long in each wait. */
async function liveNight(oversleptMs: (wait: number) => number) {
  const disk = new MemoryDisk();
  const twin = twinOn(disk, scenario);
  twin.begin();
  let nowMs = 5;
  let waits = 0;
  const clock = {
    nowMs: () => nowMs,
    wait: async (durationMs: number): Promise<void> => {
      nowMs += durationMs + oversleptMs(waits++);
    },
  };
  const told: string[] = [];
  const log: TwinLog = {
    info: (event) => void told.push(event),
    warn: (event) => void told.push(`warning: ${event}`),
  };
  const untilMs = scenario.run.toMs;
  const run = new LiveRun(twin, clock, { speed: SPEED, untilMs, log, stopped: () => false });
  expect(await run.run()).toBe(true);
  const marks = [...readJournal(disk).records].flatMap(({ entry }) =>
    entry.kind === "mark" ? [entry.mark] : [],
  );
  const lastMs = twin.nowMs;
  return { digest: digest(twin.finish()), marks, told, wallMs: nowMs - 5, lastMs };
}

describe("a live run", () => {
  const plain = plainRun(scenario);

  it("takes as long as its speed says, and ends as a plain run does", async () => {
    const { wallMs, lastMs, marks, ...night } = await liveNight(() => 0);
    expect(night.digest).toBe(plain.digest);
    expect(wallMs).toBeCloseTo((lastMs - scenario.run.fromMs) / SPEED, 3);
    expect(marks).toEqual(["started"]);
  });

  it("says once when it falls behind, and when it has caught up, and ends the same", async () => {
    const { told, marks, ...night } = await liveNight((wait) => (wait === 100 ? 20_000 : 0));
    expect(night.digest).toBe(plain.digest);
    expect(told).toEqual(["warning: fell behind", "caught up"]);
    expect(marks).toEqual(["started", "fellBehind"]);
  });
});
