import { beforeAll, describe, expect, it } from "vitest";
import type { Scenario } from "../../src/scenario/index.ts";
import { type PresystemLink, Torture } from "../../src/torture/index.ts";
import { greenNights } from "../support/greenNights.ts";
import { tortureDepot } from "../support/tortureDepot.ts";

const REACTION_MS = 30_000;
const NIGHTS = 100;

const direct = (): PresystemLink => "direct";

describe("a depot in which everything goes wrong", () => {
  let torture: Torture;
  let scenarioOf: (seed: number) => Scenario;

  beforeAll(async () => {
    scenarioOf = await tortureDepot();
    torture = new Torture(scenarioOf, REACTION_MS, direct);
  });

  it("keeps every rule, night after night", () => {
    const sum = greenNights(torture, 1, NIGHTS);
    // Otherwise nothing was put to the test.
    expect(sum(({ restarts }) => restarts)).toBeGreaterThan(NIGHTS / 4);
    expect(sum(({ commands }) => commands)).toBeGreaterThan(500 * NIGHTS);
  });

  // Back from a disk that was full and a kill, it knew nothing of a limit that had fallen meanwhile.
  it("raises nothing by the limits of yesterday when it is started again", () => {
    const [, full, , , , limit, kill] = torture.faults(3366);
    const faults = [full!, limit!, kill!];
    expect(faults.map(({ kind }) => kind)).toEqual(["diskFull", "limit", "kill"]);
    expect(torture.night(3366, faults).violation).toBeNull();
  });

  it("goes the same way for one seed, and another way for another", () => {
    const hashes = [11, 12, 11].map((seed) => {
      const night = new Torture(scenarioOf, REACTION_MS, direct);
      return night.night(seed, night.faults(seed)).digest;
    });
    expect(hashes[2]).toBe(hashes[0]);
    expect(hashes[1]).not.toBe(hashes[0]);
  });

  it("meets every kind of fault", () => {
    const kinds = new Set<string>();
    for (let seed = 1; seed <= NIGHTS; seed++) {
      for (const { kind } of torture.faults(seed)) kinds.add(kind);
    }
    expect([...kinds].toSorted()).toEqual([
      "clock",
      "diskFull",
      "kill",
      "lateBus",
      "limit",
      "linkLoss",
      "meter",
      "planner",
      "readings",
      "reboot",
      "reconnectStorm",
    ]);
  });

  it("is asked for plans that come late or never, too", async () => {
    const planned = new Torture(
      await tortureDepot(["control.strategy=balanced"]),
      REACTION_MS,
      direct,
    );
    for (const seed of [3, 4, 5, 6]) {
      expect(planned.night(seed, planned.faults(seed)).violation).toBeNull();
    }
  });
});
