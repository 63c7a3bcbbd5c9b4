import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Scenario } from "../../src/scenario/index.ts";
import { controllerOf } from "../../src/simulation/index.ts";
import { replayed } from "../../src/twin/index.ts";
import { balancedNight } from "../support/balancedNight.ts";
import { MemoryDisk } from "../support/memoryDisk.ts";
import { commandsIn, crowdedNight, endOf, twinOn } from "../support/smallTwin.ts";

function recorded(scenario: Scenario, options: Parameters<typeof twinOn>[2] = {}): MemoryDisk {
  const disk = new MemoryDisk();
  const twin = twinOn(disk, scenario, options);
  twin.begin();
  endOf(twin);
  return disk;
}

describe.each(Object.entries({ "a law": crowdedNight(), "a planner": balancedNight() }))(
  "what a twin with %s heard",
  (_, scenario) => {
    it("makes another controller ask for the same", () => {
      const disk = recorded(scenario);
      expect(replayed(controllerOf(scenario), disk)).toMatchObject({
        kind: "same",
        commands: commandsIn(disk).length,
        fromSeq: 0,
      });
    });

    it("does so from the first snapshot where the journal before it is gone", () => {
      const disk = recorded(scenario, { snapshotEvery: 60, segmentBytes: 2000 });
      const segments = disk.list().filter((name) => name.startsWith("journal-"));
      expect(segments.length).toBeGreaterThan(5);
      const whole = commandsIn(disk).length;
      disk.remove(segments[0]!);
      disk.remove(segments[1]!);
      const outcome = replayed(controllerOf(scenario), disk);
      expect(outcome).toMatchObject({ kind: "same" });
      expect(outcome.kind === "same" && outcome.fromSeq).toBeGreaterThan(0);
      expect(outcome.kind === "same" && outcome.commands).toBeLessThan(whole);
    });
  },
);

describe("what a twin heard, fed to a controller of another scenario", () => {
  it("differs at the first command that does, with what caused it", () => {
    const scenario = crowdedNight();
    const disk = recorded(scenario);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (stepKw) => {
        const other = { ...scenario, control: { ...scenario.control, limitStepKw: stepKw * 7 } };
        const outcome = replayed(controllerOf(other), disk);
        if (outcome.kind !== "differs") throw new Error("it is the same");
        expect(JSON.stringify(outcome.recorded)).not.toBe(JSON.stringify(outcome.derived));
        expect(outcome.cause?.knownAtMs).toBe(outcome.atMs);
      }),
      { numRuns: 10 },
    );
  });
});
