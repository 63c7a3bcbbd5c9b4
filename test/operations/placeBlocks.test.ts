import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BlockRow,
  type Dispatch,
  dispatchPolicies,
  placeBlocks,
  type VehiclePlan,
  Zone,
} from "../../src/operations/index.ts";
import { MINUTE_MS } from "../support/smallDepot.ts";

const berlin = new Zone("Europe/Berlin");
const TURNAROUND_MIN = 20;

const fifo: Dispatch = {
  policy: dispatchPolicies.fifo,
  turnaroundMs: TURNAROUND_MIN * MINUTE_MS,
  fleet: new Map(),
  forecastOf: () => ({ usableKwh: 300, afterStay: () => 300 }),
};

function plansOf(rows: readonly BlockRow[], ...dates: readonly string[]): readonly VehiclePlan[] {
  const days = dates.map((date) => ({ date, code: null }));
  const placement = { zone: berlin, days, consumptionKwhPerKm: () => 1.5 };
  return placeBlocks(rows, placement, fifo).plans;
}

function block(blockId: string, departMin: number, returnMin: number, bus?: string): BlockRow {
  return {
    line: 3,
    blockId,
    vehicleId: bus ?? null,
    vehicleType: "S12",
    depart: { date: null, minutes: departMin },
    return: { date: null, minutes: returnMin },
    used: { distanceKm: 80, energyKwh: null },
    depot: "",
    serviceDay: "",
  };
}

const tables = fc
  .array(
    fc.record({
      depart: fc.integer({ min: -300, max: 1500 }),
      lasts: fc.integer({ min: 1, max: 600 }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((list) => list.map(({ depart, lasts }, i) => block(`b${i}`, depart, depart + lasts)));

const serviceTime = (minutes: number): number => berlin.ofServiceTime("2026-03-03", minutes);

describe("placeBlocks", () => {
  it("makes stays before, between and after the blocks of a bus", () => {
    const rows = [block("late", 1200, 1500, "7"), block("early", 300, 900, "7")];
    const [plan, ...others] = plansOf(rows, "2026-03-03");
    expect(others).toEqual([]);
    expect(
      plan!.stays.map((stay) => [
        stay.arriveAtMs,
        stay.departAtMs,
        stay.usedKwh,
        stay.blockBefore,
        stay.blockAfter,
      ]),
    ).toEqual([
      [null, serviceTime(300), 0, null, "early"],
      [serviceTime(900), serviceTime(1200), 120, "early", "late"],
      [serviceTime(1500), null, 120, "late", null],
    ]);
  });

  it("strings the days of one bus together: it is the same bus every day", () => {
    const plans = plansOf([block("b", 600, 1500, "7")], "2026-10-24", "2026-10-25", "2026-10-26");
    expect(plans.map(({ vehicleId }) => vehicleId)).toEqual(["7"]);
    const nights = plans[0]!.stays
      .slice(1, -1)
      .map(({ arriveAtMs, departAtMs }) => (departAtMs! - arriveAtMs!) / MINUTE_MS);
    // 25:00 to 10:00 are 9 h, and an hour more where noon comes 25 h after noon.
    expect(nights).toEqual([600, 540]);
  });

  it("loses no block, gives none to two buses, and lets no bus be in two places", () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const plans = plansOf(rows, "2026-03-03", "2026-03-04");
        const driven = plans.flatMap(({ stays }) => stays.map((stay) => stay.blockAfter));
        const expected = [...rows, ...rows].map(({ blockId }) => blockId);
        expect(driven.filter((name) => name !== null).toSorted()).toEqual(expected.toSorted());
        for (const { stays } of plans) {
          expect(stays[0]!.arriveAtMs).toBeNull();
          expect(stays.at(-1)!.departAtMs).toBeNull();
          for (const { arriveAtMs, departAtMs } of stays.slice(1, -1)) {
            expect(departAtMs! - arriveAtMs!).toBeGreaterThanOrEqual(TURNAROUND_MIN * MINUTE_MS);
          }
        }
      }),
    );
  });

  it("needs no more buses than the busiest minute, turnaround included", () => {
    fc.assert(
      fc.property(tables, (rows) => {
        const busy = (minute: number): number =>
          rows.filter(
            (row) => row.depart.minutes <= minute && minute < row.return.minutes + TURNAROUND_MIN,
          ).length;
        const most = Math.max(...rows.map(({ depart }) => busy(depart.minutes)));
        expect(plansOf(rows, "2026-03-03").length).toBe(most);
      }),
    );
  });

  it("keeps the buses that rows name apart from those that dispatch finds", () => {
    const open = [block("b", 300, 600), block("c", 400, 700)];
    const found = plansOf(open, "2026-03-03").map(({ vehicleId }) => vehicleId);
    // A row that names the very bus that dispatch would have called the same.
    const rows = [...open, block("a", 500, 800, found[0])];
    const plans = plansOf(rows, "2026-03-03");
    expect(plans.map(({ stays }) => stays.length)).toEqual([2, 2, 2]);
    expect(plans.find(({ vehicleId }) => vehicleId === found[0])!.stays[0]!.blockAfter).toBe("a");
  });

  it("takes the same bus whether a row's energy is given or follows from its distance", () => {
    const given = { ...block("a", 300, 600), used: { distanceKm: 80, energyKwh: 55 } };
    const [plan] = plansOf([given], "2026-03-03");
    expect(plan!.stays.map(({ usedKwh }) => usedKwh)).toEqual([0, 55]);
  });
});
