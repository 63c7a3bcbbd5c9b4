import { beforeAll, describe, expect, it } from "vitest";
import type { Scenario } from "../../../src/scenario/index.ts";
import { type Fault, type PresystemLink, Torture } from "../../../src/torture/index.ts";
import { PRESYSTEM_KINDS } from "../../../src/torture/presystem/presystemFault.ts";
import { greenNights } from "../../support/greenNights.ts";
import { tortureDepot } from "../../support/tortureDepot.ts";

const REACTION_MS = 30_000;
/** Other nights than those of the presystem at hand. */
const FIRST = 101;
const NIGHTS = 300;

const wired = (): PresystemLink => "vdv463";

describe("a depot whose presystem speaks VDV 463, and in which everything goes wrong", () => {
  let torture: Torture;
  let scenarioOf: (seed: number) => Scenario;

  beforeAll(async () => {
    scenarioOf = await tortureDepot();
    torture = new Torture(scenarioOf, REACTION_MS, wired);
  });

  it("keeps every rule, night after night", () => {
    const sum = greenNights(torture, FIRST, NIGHTS);
    // Otherwise nothing was put to the test.
    expect(sum(({ restarts }) => restarts)).toBeGreaterThan(NIGHTS / 4);
    expect(sum(({ lists }) => lists)).toBeGreaterThan(30 * NIGHTS);
  });

  // It had confirmed a list, and was killed before it had kept it.
  it("has after a kill what it had confirmed before", () => {
    const numbers = new Set([1, 2, 10, 15]);
    const faults = torture.faults(11).filter((_, i) => numbers.has(i + 1));
    expect(faults.map(({ kind }) => kind)).toEqual(["lateBus", "lateBus", "linkLoss", "kill"]);
    const { violation, restarts } = torture.night(11, faults);
    expect(violation).toBeNull();
    expect(restarts).toBe(1);
  });

  // What there was no room for was brought up again by whatever was heard next, a missing answer for one.
  it.each([
    [1527, [12, 13]],
    [6927, [12, 14]],
  ])("is not stopped by a full disk while boots are rejected (night %d)", (seed, only) => {
    const faults = torture.faults(seed).filter((_, i) => only.includes(i + 1));
    expect(faults.map(({ kind }) => kind).toSorted()).toEqual(["bootRejected", "diskFull"]);
    expect(torture.night(seed, faults).violation).toBeNull();
  });

  // Three of its four news were kept; it had confirmed none of them.
  it("may know half of a list that it was killed over, until the list comes again", () => {
    const at = (fromMs: number, durationMs: number) => ({ fromMs, durationMs });
    const faults: readonly Fault[] = [
      { kind: "kill", ...at(1772481133874, 2000), atChange: 20 },
      { kind: "kill", ...at(1772496903838, 145_000), atChange: 0 },
      { kind: "kill", ...at(1772519249686, 89_000), atChange: 1 },
      { kind: "bootRejected", ...at(1772519626156, 1_682_000) },
    ];
    const { violation, restarts } = torture.night(3029, faults);
    expect(violation).toBeNull();
    expect(restarts).toBe(3);
  });

  it("goes the same way for one seed, and another way for another", () => {
    const outcomes = [11, 12, 11].map((seed) => {
      const night = new Torture(scenarioOf, REACTION_MS, wired);
      return night.night(seed, night.faults(seed));
    });
    expect(outcomes[2]).toEqual(outcomes[0]);
    expect(outcomes[1]!.digest).not.toBe(outcomes[0]!.digest);
  });

  it("meets every kind of fault, and what befalls the depot as ever", () => {
    const direct = new Torture(scenarioOf, REACTION_MS, () => "direct");
    const kinds = new Set<string>(PRESYSTEM_KINDS);
    const met = new Set<string>();
    for (let seed = 1; seed <= 30; seed++) {
      const all = torture.faults(seed);
      const others = all.filter(({ kind }) => !kinds.has(kind));
      expect(others).toEqual(direct.faults(seed));
      for (const { kind } of all) met.add(kind);
    }
    expect([...kinds].filter((kind) => !met.has(kind))).toEqual([]);
  });

  it("has its buses leave as ready, without a fault, as where their presystem is heard at once", () => {
    const none: readonly Fault[] = [];
    for (const seed of [1, 2, 3]) {
      const { violation, lists } = torture.night(seed, none);
      expect(violation).toBeNull();
      expect(lists).toBeGreaterThan(30);
    }
  });
});
