import { describe, expect, it } from "vitest";
import { id, type PointId, type VehicleId } from "../../src/messages/index.ts";
import { occupancy } from "../../src/report/occupancy.ts";
import { stayRows } from "../../src/report/stayRows.ts";
import { goodStay, measuredNode, measuredRun } from "../support/measuredRun.ts";
import { recordOf } from "../support/recordOf.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const QUARTERS = 96;
const span = { fromMs: DAY_MS, toMs: DAY_MS + 24 * HOUR_MS };

/** A stay in hours; it is plugged in from arrival to departure. */
function stayAt(
  bus: string,
  arriveH: number,
  departH: number,
  soc = 1,
  point: string | null = "P1",
) {
  const [arrivedAtMs, departedAtMs] = [arriveH, departH].map((hour) => DAY_MS + hour * HOUR_MS);
  return goodStay({
    vehicleId: id<VehicleId>(bus),
    pointId: point === null ? null : id<PointId>(point),
    arrivedAtMs: arrivedAtMs!,
    departedAtMs: departedAtMs!,
    plannedDepartureAtMs: departedAtMs!,
    pluggedInAtMs: point === null ? null : arrivedAtMs!,
    unpluggedAtMs: point === null ? null : departedAtMs!,
    socAtDeparture: soc,
  });
}

/** A day with some stays; P1 gives so many kW in the quarter-hours from 20:00 on. */
async function dayOf(stays: ReturnType<typeof stayAt>[], meansKw: readonly number[] = []) {
  const outletKwh = new Float64Array(QUARTERS);
  for (const [i, kw] of meansKw.entries()) outletKwh[80 + i] = kw / 4;
  const node = measuredNode(Array.from({ length: QUARTERS }, () => 10));
  const run = measuredRun([node], { stays, points: [{ id: "P1", outletKwh }] });
  return recordOf(run, {}, { points: [{ id: "P1", ratedKw: 150, cabinetId: null }] });
}

describe("buses row by row", () => {
  it("come in the order of departure, those at risk first, each once", async () => {
    const record = await dayOf([
      stayAt("late", 1, 9),
      stayAt("early", 1, 4),
      stayAt("short", 2, 8, 0.6),
      stayAt("early", 12, 14),
      stayAt("gone", -5, -1),
    ]);
    const rows = stayRows(record, span);
    expect(rows.map(({ vehicleId }) => vehicleId)).toEqual(["short", "late", "early"]);
    expect(rows.map(({ isAtRisk }) => isAtRisk)).toEqual([true, false, false]);
    expect(rows.map(({ stays }) => stays.length)).toEqual([1, 1, 2]);
  });

  it("show what is within the span, and no cable where there was none", async () => {
    const record = await dayOf([stayAt("a", -3, 2), stayAt("b", 3, 5, 1, null)]);
    const [a, b] = stayRows(record, span).toSorted((x, y) => (x.vehicleId < y.vehicleId ? -1 : 1));
    expect(a!.stays[0]!.here).toEqual({ fromMs: DAY_MS, toMs: DAY_MS + 2 * HOUR_MS });
    expect(b!.stays[0]!.plugged).toBeNull();
  });

  it("join quarter-hours of about the same power, by the share of the rating", async () => {
    const record = await dayOf([stayAt("a", 19.75, 22)], [150, 140, 20, 0, 75, 76]);
    const { charging } = stayRows(record, span)[0]!.stays[0]!;
    expect(
      charging.map(({ level, fromMs, toMs }) => [
        level,
        (fromMs - DAY_MS) / HOUR_MS,
        (toMs - DAY_MS) / HOUR_MS,
      ]),
    ).toEqual([
      [4, 20, 20.5],
      [1, 20.5, 20.75],
      [2, 21, 21.25],
      [3, 21.25, 21.5],
    ]);
  });

  it("give a quarter-hour's energy to the bus that was there in it", async () => {
    const arriveH = 20 + 10 / 60;
    const record = await dayOf([stayAt("a", arriveH, 22)], [50]);
    const { fromMs, toMs, mostKw, level } = stayRows(record, span)[0]!.stays[0]!.charging[0]!;
    expect([fromMs, toMs]).toEqual([DAY_MS + arriveH * HOUR_MS, DAY_MS + 20.25 * HOUR_MS]);
    expect(mostKw).toBeCloseTo(150, 6);
    expect(level).toBe(4);
  });
});

describe("points in use", () => {
  it("count points with a bus at some time in a quarter-hour, and those that gave energy", async () => {
    const record = await dayOf(
      [stayAt("a", 20, 20.5), stayAt("b", 20 + 20 / 60, 21, 1, "P2"), stayAt("c", 20, 21, 1, null)],
      [100, 0, 0],
    );
    const use = occupancy(record, span);
    expect(use).toHaveLength(QUARTERS);
    expect(use.slice(79, 85).map(({ occupied }) => occupied)).toEqual([0, 1, 2, 1, 1, 0]);
    expect(use.slice(79, 85).map(({ giving }) => giving)).toEqual([0, 1, 0, 0, 0, 0]);
    expect(use[80]!.atMs).toBe(DAY_MS + 20 * HOUR_MS);
  });

  it("count a point once where one bus leaves and another comes", async () => {
    const record = await dayOf([
      stayAt("a", 20, 20 + 5 / 60),
      stayAt("b", 20 + 6 / 60, 20 + 15 / 60 + MINUTE_MS / HOUR_MS),
    ]);
    const use = occupancy(record, span);
    expect(use.slice(80, 83).map(({ occupied }) => occupied)).toEqual([1, 1, 0]);
  });
});
