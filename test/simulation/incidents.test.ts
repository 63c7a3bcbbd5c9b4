import { describe, expect, it } from "vitest";
import { laws } from "../../src/planning/index.ts";
import { incident, meansKw, night, played, saidOf } from "../support/incidentNight.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, type SmallDepot } from "../support/smallDepot.ts";

/** The same to a millionth. */
const near = (values: readonly number[]) =>
  values.map((value) => expect.closeTo(value, 6) as number);

describe("a trip", () => {
  // 100 kW at the outlet; from 01:01 to 02:00, and from 03:01 on until 300 kWh are in: 05:02.
  it("lets nothing flow from its very millisecond on, and everything start again after it", () => {
    const { run, observations } = played(night, incident({ kind: "blackout", node: 0 }));
    const [stay] = run.stays;
    expect(stay!.batteryKwh).toBeCloseTo(300, 9);
    expect(saidOf("P1", observations)).toEqual([
      `${1 + 1 / 60} connected`,
      `${1 + 1 / 60} charging`,
      "2 linkDown",
      "3 linkUp",
      "3 disconnected",
      "3 available",
      `${3 + 1 / 60} connected`,
      `${3 + 1 / 60} charging`,
      `${5 + 2 / 60} charging`,
      "6 disconnected",
    ]);
    const kw = 100 / 0.95;
    const means = meansKw(run);
    expect(means.slice(4, 8)).toEqual(near([(kw * 14) / 15, kw, kw, kw]));
    expect(means.slice(8, 12)).toEqual([0, 0, 0, 0]);
    expect(means.slice(12, 14)).toEqual(near([(kw * 14) / 15, kw]));
  });

  it("leaves a bus that departs in the dark with what it had", () => {
    const { run } = played(
      { ...night, stays: [{ bus: "b", arriveH: 1, departH: 2.5, usedKwh: 300 }] },
      incident({ kind: "blackout", node: 0 }),
    );
    expect(run.stays[0]!.batteryKwh).toBeCloseTo((100 * 59) / 60, 9);
    expect(run.stays[0]!.gridKwh).toBeCloseTo((100 * 59) / 60 / 0.95, 9);
  });

  it("takes the base load below it away, the meter says so, and the other feeder goes on", () => {
    const { run, observations } = played(
      {
        stays: [
          { bus: "a", arriveH: 1, departH: 6, usedKwh: 350 },
          { bus: "b", arriveH: 1, departH: 6, usedKwh: 350 },
        ],
        nodes: [{ id: "site", baseLoadKw: 10 }, { id: "left", baseLoadKw: 30 }, { id: "right" }],
        stations: [{ node: 1 }, { node: 2 }],
        run: { fromMs: DAY_MS, toMs: DAY_MS + 8 * HOUR_MS },
      },
      incident({ kind: "trip", node: 1 }),
    );
    const hour = (h: number): number => DAY_MS + h * HOUR_MS;
    const { baseLoadKw } = run.nodes[0]!;
    expect([1.9, 2, 2.9, 3].map((h) => baseLoadKw.at(hour(h)))).toEqual([40, 10, 10, 40]);
    const measured = observations.flatMap((said) =>
      said.kind === "siteMeasured"
        ? [[(said.atMs - DAY_MS) / HOUR_MS, said.nodeId, said.baseLoadKw]]
        : [],
    );
    expect(measured.slice(3)).toEqual([
      [2, "left", 0],
      [3, "left", 30],
    ]);
    expect(meansKw(run, 1).slice(8, 12)).toEqual([0, 0, 0, 0]);
    expect(meansKw(run, 2)[8]).toBeCloseTo(100 / 0.95, 6);
  });

  it("has nobody plug in where there is no power, and everybody at once when it is back", () => {
    const { run } = played(
      { ...night, stays: [{ bus: "b", arriveH: 2.5, departH: 6, usedKwh: 300 }] },
      incident({ kind: "blackout", node: 0 }),
    );
    expect(run.stays[0]!.pluggedInAtMs).toBe(DAY_MS + 3 * HOUR_MS);
  });

  it("keeps a bus that waits for its target until it has it", () => {
    const { run } = played(
      {
        ...night,
        stays: [{ bus: "b", arriveH: 1, departH: 2.5, usedKwh: 200 }],
        yard: { departure: "wait" },
        run: { fromMs: DAY_MS, toMs: DAY_MS + 8 * HOUR_MS },
      },
      incident({ kind: "blackout", node: 0 }),
    );
    // 59 min before, 61 min after the trip and another minute to connect.
    expect(run.stays[0]!.departedAtMs).toBeCloseTo(DAY_MS + 3 * HOUR_MS + 62 * MINUTE_MS, -1);
    expect(run.stays[0]!.unmetKwh).toBeCloseTo(0, 3);
  });
});

describe("stations out of order", () => {
  const two: SmallDepot = { ...night, stations: [{}, {}] };
  const out = incident({ kind: "stationOut", points: [0], replugMs: 15 * MINUTE_MS });

  it("say so, and their bus goes on elsewhere after people have seen it", () => {
    const { run, observations } = played(two, out);
    expect(saidOf("P1", observations)).toEqual([
      "1 connected",
      "1 charging",
      "2 disconnected",
      "2 faulted",
      "3 available",
    ]);
    expect(saidOf("P2", observations)[0]).toBe("2.25 connected");
    const [stay] = run.stays;
    expect(stay).toMatchObject({ pointId: "P2", pluggedInAtMs: DAY_MS + HOUR_MS });
    // Three hours of charging, and fifteen minutes without: complete at 04:15.
    expect(saidOf("P2", observations).at(-2)).toBe("4.25 charging");
    expect(stay!.batteryKwh).toBeCloseTo(300, 9);
    expect(stay!.gridKwh).toBeCloseTo(300 / 0.95, 9);
  });

  it("keep their bus when no other point is free until they work again", () => {
    const stays = [{ bus: "b", arriveH: 1, departH: 3 + 2 / 60, usedKwh: 300 }];
    const { run } = played({ ...night, stays }, out);
    const [stay] = run.stays;
    expect(stay!.pointId).toBe("P1");
    expect(stay!.batteryKwh).toBeCloseTo(100, 9);
  });

  it("let a bus that waits for its target go on waiting elsewhere", () => {
    const { run } = played(
      {
        ...two,
        stays: [{ bus: "b", arriveH: 1, departH: 2.1, usedKwh: 200 }],
        yard: { departure: "wait" },
      },
      { ...out, durationMs: 5 * HOUR_MS },
    );
    // 100 kWh before, 100 kWh from 02:15 on.
    expect(run.stays[0]).toMatchObject({ pointId: "P2", departedAtMs: DAY_MS + 3.25 * HOUR_MS });
    expect(run.stays[0]!.batteryKwh).toBeCloseTo(200, 6);
  });

  it("have their bus wait for a point that another leaves, and leave no later for it", () => {
    const stays = [
      { bus: "a", arriveH: 1, departH: 5, usedKwh: 400 },
      { bus: "b", arriveH: 1, departH: 3, usedKwh: 400 },
    ];
    const { run } = played({ ...two, stays }, { ...out, durationMs: 5 * HOUR_MS });
    expect(run.stays.map(({ vehicleId, pointId }) => [vehicleId, pointId])).toEqual([
      ["b", "P2"],
      ["a", "P2"],
    ]);
    // An hour at the first point, two at the other.
    expect(run.stays[1]!.batteryKwh).toBeCloseTo(300, 9);
    expect(run.stays[1]!.departedAtMs).toBe(DAY_MS + 5 * HOUR_MS);
  });

  it("are left alone when they are mended before anybody comes", () => {
    const { run } = played(two, { ...out, durationMs: 10 * MINUTE_MS });
    expect(run.stays[0]!.pointId).toBe("P1");
  });

  it("may lose their power, too: they say what is so when it is back", () => {
    const { observations } = played(
      night,
      incident({ kind: "blackout", node: 0 }),
      incident({
        kind: "stationOut",
        points: [0],
        replugMs: Infinity,
        begins: { kind: "at", atMs: DAY_MS + 2.5 * HOUR_MS },
      }),
    );
    expect(saidOf("P1", observations).slice(2, -2)).toEqual([
      "2 linkDown",
      "3 linkUp",
      "3 disconnected",
      "3 faulted",
      "3.5 available",
      `${3.5 + 1 / 60} connected`,
      `${3.5 + 1 / 60} charging`,
    ]);
  });
});

describe("a limit of the grid operator", () => {
  it("binds for its time, and is told when it comes and goes", () => {
    const { run, observations } = played(
      { ...night, nodes: [{ id: "site", maxKw: 500 }], law: laws.leastLaxityFirst },
      incident({ kind: "limit", node: 0, maxKw: 40 }),
    );
    const told = observations.flatMap((said) =>
      said.kind === "limitChanged" ? [[(said.atMs - DAY_MS) / HOUR_MS, said.maxKw]] : [],
    );
    expect(told).toEqual([
      [0, 500],
      [2, 40],
      [3, 500],
    ]);
    expect(meansKw(run)[8]).toBeCloseTo(38 / 0.95, 6);
    expect(run.nodes[0]!.maxBreaches).toBe(0);
  });

  it("is a breach for plug and charge, which keeps none", () => {
    const { run } = played(night, incident({ kind: "limit", node: 0, maxKw: 40 }));
    expect(run.nodes[0]!.maxBreaches).toBe(1);
  });
});

describe("a late bus", () => {
  const late = (delayH: number, announcedH = 0) =>
    incident({
      kind: "lateBus",
      bus: 0,
      stay: 0,
      delayMs: delayH * HOUR_MS,
      knownAtMs: DAY_MS + (1 - announcedH) * HOUR_MS,
      begins: { kind: "at", atMs: DAY_MS + HOUR_MS },
      durationMs: delayH * HOUR_MS,
    });
  const expectedAt = ({ observations }: ReturnType<typeof played>) =>
    observations.flatMap((said) =>
      said.kind === "requestChanged"
        ? [[(said.atMs - DAY_MS) / HOUR_MS, (said.expectedArrivalAtMs! - DAY_MS) / HOUR_MS]]
        : [],
    );

  it("is not foreseen before its planned return, and then comes as told", () => {
    const told = played(night, late(0.5));
    expect(told.run.stays[0]!.arrivedAtMs).toBe(DAY_MS + 1.5 * HOUR_MS);
    expect(expectedAt(told)).toEqual([
      [0, 1],
      [1, 1.5],
    ]);
    expect(told.run.incidents).toEqual([
      {
        name: "lateBus",
        kind: "lateBus",
        where: "somewhere",
        fromMs: DAY_MS + HOUR_MS,
        toMs: DAY_MS + 1.5 * HOUR_MS,
      },
    ]);
  });

  it("is foreseen as long before as it is announced", () => {
    const early = { ...night, run: { fromMs: DAY_MS - 13 * HOUR_MS, toMs: DAY_MS + 7 * HOUR_MS } };
    expect(expectedAt(played(early, late(0.5, 0.25)))).toEqual([
      [-11, 1],
      [0.75, 1.5],
    ]);
    // Known before the stay is announced at all.
    expect(expectedAt(played(early, late(0.5, 12.5)))).toEqual([[-11, 1.5]]);
  });

  it("may come after it should have left, and leaves at once, late", () => {
    const { run } = played(night, late(6));
    expect(run.stays[0]).toMatchObject({
      arrivedAtMs: DAY_MS + 7 * HOUR_MS,
      departedAtMs: DAY_MS + 7 * HOUR_MS,
      pluggedInAtMs: null,
    });
  });
});

describe("a loss of link", () => {
  const capped: SmallDepot = {
    ...night,
    nodes: [{ id: "site", maxKw: 400 }],
    stations: [{ fallbackKw: 10 }],
    law: laws.leastLaxityFirst,
    control: { limitLifetimeMs: 90 * MINUTE_MS },
  };
  const lost = incident({ kind: "linkLoss", points: [0], durationMs: 2 * HOUR_MS });

  it("lets the limit run out, and then the fallback holds until the link is back", () => {
    const { run, observations } = played(capped, lost);
    // Renewed last at 01:00; it ends at 02:30.
    const outletKw = meansKw(run).map((kw) => kw * 0.95);
    expect(outletKw.slice(8, 18)).toEqual(near([100, 100, 10, 10, 10, 10, 10, 10, 100, 100]));
    const links = observations.filter(({ kind }) => kind.startsWith("link"));
    expect(links.map(({ kind, atMs }) => [kind, atMs - DAY_MS])).toEqual([
      ["linkDown", 2 * HOUR_MS],
      ["linkUp", 4 * HOUR_MS],
    ]);
  });

  it("has what was missed told afterwards: a session that ended and another that began", () => {
    const { observations } = played(
      {
        ...capped,
        stays: [
          { bus: "a", arriveH: 1, departH: 2.5, usedKwh: 300 },
          { bus: "b", arriveH: 3, departH: 6, usedKwh: 300 },
        ],
      },
      lost,
    );
    const known = observations.flatMap((said) =>
      said.kind === "connected" || said.kind === "disconnected"
        ? [[said.kind, (said.atMs - DAY_MS) / HOUR_MS, (said.knownAtMs - DAY_MS) / HOUR_MS]]
        : [],
    );
    expect(known).toEqual([
      ["connected", 1, 1],
      ["disconnected", 2.5, 4],
      ["connected", 3, 4],
      ["disconnected", 6, 6],
    ]);
  });

  it("says nothing of a link that is down for want of power when the loss is over", () => {
    const dark = incident({ kind: "blackout", node: 0, durationMs: 3 * HOUR_MS });
    const { observations } = played(capped, dark, lost);
    const links = observations.filter(({ kind }) => kind.startsWith("link"));
    expect(links.map(({ kind, atMs }) => [kind, atMs - DAY_MS])).toEqual([
      ["linkDown", 2 * HOUR_MS],
      ["linkUp", 5 * HOUR_MS],
    ]);
  });
});
