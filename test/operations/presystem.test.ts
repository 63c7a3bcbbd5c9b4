import { describe, expect, it } from "vitest";
import type { Observation, RequestChanged } from "../../src/messages/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, smallDepot, type SmallDepot } from "../support/smallDepot.ts";
import { tappedLink } from "../support/tappedLink.ts";

const spoken = new Set(["requestChanged", "requestWithdrawn", "vehicleArrived"]);

/** What the presystem of a depot says of its stays, over a whole run. */
function said(depot: SmallDepot, leadH: number): Observation[] {
  const tapped = { observations: [], commands: [] };
  const scenario = smallDepot(depot);
  const unplugBeforeMs = scenario.yard.unplugBeforeMs;
  const presystem = { leadMs: leadH * HOUR_MS, unplugBeforeMs };
  new Simulation({ ...scenario, presystem }, tappedLink(tapped)).run();
  return (tapped.observations as Observation[]).filter(({ kind }) => spoken.has(kind));
}

/** Kind and hour of each. */
function told(observations: readonly Observation[]): (string | number)[][] {
  return observations.map(({ kind, knownAtMs }) => [kind, (knownAtMs - DAY_MS) / HOUR_MS]);
}

const run = { fromMs: DAY_MS, toMs: DAY_MS + 48 * HOUR_MS };
const stay = { bus: "a", arriveH: 10, departH: 14, usedKwh: 70 };

describe("presystem", () => {
  it("announces a stay its lead time ahead, says when the bus comes, and withdraws when it leaves", () => {
    const heard = said({ stays: [stay], run }, 3);
    expect(told(heard)).toEqual([
      ["requestChanged", 7],
      ["vehicleArrived", 10],
      ["requestWithdrawn", 14],
    ]);
    expect(heard[0]).toMatchObject({
      vehicleId: "a",
      expectedArrivalAtMs: DAY_MS + 10 * HOUR_MS,
      departureAtMs: DAY_MS + 14 * HOUR_MS,
      minTargetSoc: 1,
      maxTargetSoc: 1,
    });
  });

  it("says as the run begins what would have been said before it", () => {
    const heard = said({ stays: [stay], run }, 12);
    expect(told(heard)[0]).toEqual(["requestChanged", 0]);
  });

  it("asks that the bus be ready when its cable has to be out", () => {
    const unplugBeforeMs = 5 * MINUTE_MS;
    const [first] = said({ stays: [stay], run, yard: { unplugBeforeMs } }, 3);
    const { departureAtMs } = first as RequestChanged;
    expect(departureAtMs).toBe(DAY_MS + 14 * HOUR_MS - unplugBeforeMs);
  });

  it.each([3, 0])("mends the target on arrival, with %i hours of lead", (leadH) => {
    const yard = { target: "refillLastBlock", carry: "carried" } as const;
    const stays = [
      { bus: "a", arriveH: 1, departH: 1.001, usedKwh: 175 },
      { bus: "b", arriveH: 5, departH: 6, usedKwh: 0 },
      { bus: "a", arriveH: 10, departH: 14, usedKwh: 35 },
    ];
    const heard = said({ stays, run, yard }, leadH);
    const requests = heard.filter((o): o is RequestChanged => o.kind === "requestChanged");
    // Half empty after the first block, and too short a stay to matter: 35 of 350 kWh to be won back.
    const second = requests.filter(({ requestId }) => requestId === "a/1");
    const last = second.at(-1)!;
    expect(last.knownAtMs).toBe(DAY_MS + 10 * HOUR_MS);
    expect(last.maxTargetSoc).toBeGreaterThanOrEqual(0.5);
    expect(last.maxTargetSoc).toBeLessThan(0.51);
    expect(last.minTargetSoc).toBe(last.maxTargetSoc);
    expect(second[0]!.maxTargetSoc).toBe(1);
  });

  it("speaks of every stay in time, of a stay of zero length too, and leaves nothing behind", () => {
    const stays = [
      { bus: "a", arriveH: 2, departH: 2, usedKwh: 10 },
      { bus: "b", arriveH: 3, departH: 9, usedKwh: 10 },
      { bus: "a", arriveH: 12, departH: 15, usedKwh: 10 },
    ];
    for (const leadH of [0, 1, 20]) {
      const open = new Set<string>();
      for (const observation of said({ stays, run }, leadH)) {
        if (observation.kind === "requestChanged") open.add(observation.requestId);
        if (observation.kind === "requestWithdrawn") {
          expect(open.has(observation.requestId)).toBe(true);
          open.delete(observation.requestId);
        }
      }
      expect([...open]).toEqual([]);
    }
  });

  it("names nobody's departure for a bus that stays to the end", () => {
    const [first] = said({ stays: [{ ...stay, departH: null }], run }, 1);
    expect(first).toMatchObject({ kind: "requestChanged", departureAtMs: null });
  });

  it("does no commands", () => {
    const scenario = smallDepot({ stays: [stay] });
    let send: ((command: never) => void) | undefined;
    const simulation = new Simulation(scenario, () => (port) => {
      if (!("pointId" in port) && !("nodeId" in port)) send = (command) => port.send(command);
      return port;
    });
    expect(simulation.nowMs).toBe(scenario.run.fromMs);
    expect(() => send!({ kind: "setLimit" } as never)).toThrow("not a command of a presystem");
  });
});

describe("two buses that change places", () => {
  const planned = [
    { bus: "a", arriveH: 10, departH: 20, usedKwh: 70 },
    { bus: "a", arriveH: 26, departH: 30, usedKwh: 140 },
    { bus: "b", arriveH: 12, departH: 23, usedKwh: 35 },
    { bus: "b", arriveH: 40, departH: 44, usedKwh: 210 },
    { bus: "b", arriveH: 45, departH: 46, usedKwh: 7 },
  ];
  const yard = { target: "nextBlock", carry: "carried", desiredSoc: 0 } as const;
  const calm = { stays: planned, run, yard };
  const swap = {
    knownAtMs: DAY_MS + 19.5 * HOUR_MS,
    planned: { bus: 0, stay: 0 },
    instead: { bus: 1, stay: 0 },
  };
  // As they come to pass: b drives what a was to drive, and a the rest of b.
  const driven = planned.map((one, i) => ({ ...one, bus: ["a", "b", "b", "a", "a"][i]! }));
  driven[0] = { ...driven[0]!, departH: 23 };
  driven[2] = { ...driven[2]!, departH: 20 };
  const changed = { stays: driven, run, yard, night: { swaps: [swap] } };

  it("are foreseen by nobody, and then mended at once", () => {
    const before = (list: readonly Observation[]) =>
      list.filter(({ knownAtMs }) => knownAtMs < swap.knownAtMs);
    const [asPlanned, heard] = [said(calm, 8), said(changed, 8)];
    expect(before(heard)).toEqual(before(asPlanned));
    const then = heard.filter(({ knownAtMs }) => knownAtMs === swap.knownAtMs);
    // a was announced for 26 o'clock: now it is away until 40, and b comes in its stead.
    expect(
      then.map((one) => [one.kind, "requestId" in one ? one.requestId : one.kind] as const),
    ).toEqual([
      ["requestChanged", "a/0"],
      ["requestWithdrawn", "a/1"],
      ["requestChanged", "b/0"],
      ["requestChanged", "b/1"],
    ]);
    const [a, , b, next] = then as RequestChanged[];
    expect(a).toMatchObject({ departureAtMs: DAY_MS + 23 * HOUR_MS, minTargetSoc: 210 / 350 });
    expect(b).toMatchObject({ departureAtMs: DAY_MS + 20 * HOUR_MS, minTargetSoc: 140 / 350 });
    // Both are here: their energy is what was found, not what was announced.
    expect(a!.expectedSoc).toBeCloseTo(280 / 350, 4);
    expect(b!.expectedSoc).toBeCloseTo(315 / 350, 4);
    expect(next).toMatchObject({ expectedArrivalAtMs: DAY_MS + 26 * HOUR_MS });
  });

  it("leave no request behind", () => {
    const open = new Map<string, number>();
    for (const one of said(changed, 30)) {
      if (one.kind === "requestChanged") open.set(one.requestId, one.knownAtMs);
      if (one.kind === "requestWithdrawn") expect(open.delete(one.requestId)).toBe(true);
    }
    expect(open).toEqual(new Map());
  });
});
