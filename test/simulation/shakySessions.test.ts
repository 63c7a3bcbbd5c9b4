import { describe, expect, it } from "vitest";
import type { Observation } from "../../src/messages/index.ts";
import type { Interruption } from "../../src/operations/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { night } from "../support/incidentNight.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, type SmallDepot, smallDepot } from "../support/smallDepot.ts";
import { type Tapped, tappedLink } from "../support/tappedLink.ts";

const from = (afterMin: number, durationMin: number): Interruption => ({
  afterMs: afterMin * MINUTE_MS,
  durationMs: durationMin * MINUTE_MS,
});

function played(
  depot: SmallDepot,
  interruptions: readonly (readonly (readonly Interruption[])[])[],
) {
  const tapped: Tapped = { observations: [], commands: [] };
  const scenario = smallDepot({ ...depot, night: { ...depot.night, interruptions } });
  const run = new Simulation(scenario, tappedLink(tapped)).run();
  return { run, said: tapped.observations.flatMap(shortly) };
}

/** `01:16 connected`. */
function shortly(said: Observation): string[] {
  if (!("pointId" in said) || said.kind === "commandResult") return [];
  const clock = new Date(said.atMs).toISOString().slice(11, 16);
  const what = said.kind === "stationStatus" ? said.status : said.kind;
  return [`${clock} ${said.pointId} ${what === "charging" && "state" in said ? said.state : what}`];
}

describe("a session that does not start", () => {
  it("begins when the cable is in anew, and nothing flows before", () => {
    const { run, said } = played(night, [[[from(0, 15)]]]);
    expect(said).toEqual([
      "01:15 P1 available",
      "01:16 P1 connected",
      "01:16 P1 flowing",
      "04:16 P1 complete",
      "06:00 P1 disconnected",
    ]);
    expect(run.stays[0]!.batteryKwh).toBeCloseTo(300, 9);
  });

  it("leaves its bus short when it leaves before somebody comes", () => {
    const { run, said } = played(
      { ...night, stays: [{ bus: "b", arriveH: 1, departH: 1.2, usedKwh: 300 }] },
      [[[from(0, 15)]]],
    );
    expect(said).toEqual(["01:12 P1 available"]);
    expect(run.stays[0]!.batteryKwh).toBe(0);
  });
});

describe("a session that stops", () => {
  it("is another one when the cable is in anew", () => {
    const { run, said } = played(night, [[[from(61, 20)]]]);
    expect(said).toEqual([
      "01:01 P1 connected",
      "01:01 P1 flowing",
      "02:01 P1 disconnected",
      "02:21 P1 available",
      "02:22 P1 connected",
      "02:22 P1 flowing",
      "04:22 P1 complete",
      "06:00 P1 disconnected",
    ]);
    expect(run.stays[0]!.batteryKwh).toBeCloseTo(300, 9);
    expect(run.nodes[0]!.chargingKwh[8]! + run.nodes[0]!.chargingKwh[9]!).toBeCloseTo(
      (100 * (1 + 8)) / 60 / 0.95,
      6,
    );
  });

  it("may have failed to start before", () => {
    const { run, said } = played(night, [[[from(0, 10), from(71, 10)]]]);
    expect(said.filter((one) => one.endsWith("connected"))).toEqual([
      "01:11 P1 connected",
      "02:11 P1 disconnected",
      "02:22 P1 connected",
      "06:00 P1 disconnected",
    ]);
    expect(run.stays[0]!.batteryKwh).toBeCloseTo(300, 9);
  });

  it("does not stop the next bus at that point, which has the point at once", () => {
    const { run } = played(
      {
        ...night,
        stays: [
          { bus: "b", arriveH: 1, departH: 3, usedKwh: 300 },
          { bus: "c", arriveH: 2, departH: 6, usedKwh: 100 },
        ],
      },
      [[[from(110, 20)]], [[]]],
    );
    const [, c] = run.stays;
    expect(c!.pluggedInAtMs).toBe(DAY_MS + 3 * HOUR_MS);
    expect(c!.batteryKwh).toBeCloseTo(100, 9);
  });

  it("says nothing that nobody could hear: not without power, which comes back to a bus without one", () => {
    const trip = {
      name: "trip",
      kind: "blackout",
      node: 0,
      where: "site",
      begins: { kind: "at", atMs: DAY_MS + 1.5 * HOUR_MS },
      durationMs: 40 * MINUTE_MS,
    } as const;
    const { run, said } = played({ ...night, incidents: [trip] }, [[[from(60, 20)]]]);
    expect(said).toEqual([
      "01:01 P1 connected",
      "01:01 P1 flowing",
      "01:30 P1 linkDown",
      "02:10 P1 linkUp",
      "02:10 P1 disconnected",
      "02:20 P1 available",
      "02:21 P1 connected",
      "02:21 P1 flowing",
      "04:52 P1 complete",
      "06:00 P1 disconnected",
    ]);
    expect(run.stays[0]!.batteryKwh).toBeCloseTo(300, 9);
  });

  it("is not met again by a bus that is plugged in elsewhere", () => {
    const out = {
      name: "out",
      kind: "stationOut",
      points: [0],
      replugMs: 15 * MINUTE_MS,
      where: "P1",
      begins: { kind: "at", atMs: DAY_MS + 2 * HOUR_MS },
      durationMs: 5 * HOUR_MS,
    } as const;
    const { run, said } = played(
      {
        ...night,
        stations: [{ connectMs: MINUTE_MS }, { connectMs: MINUTE_MS }],
        incidents: [out],
      },
      [[[from(0, 10), from(65, 30)]]],
    );
    expect(said.filter((one) => one.includes("P2"))).toEqual([
      "02:16 P2 connected",
      "02:16 P2 flowing",
      "04:27 P2 complete",
      "06:00 P2 disconnected",
    ]);
    expect(run.stays[0]!.batteryKwh).toBeCloseTo(300, 9);
  });
});
