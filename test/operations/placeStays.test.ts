import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  type Placement,
  placeStays,
  type StayRow,
  Zone,
} from "../../src/operations/index.ts";

const berlin = new Zone("Europe/Berlin");

function row(vehicleId: string, arriveMin: number, departMin: number, date?: string): StayRow {
  return {
    line: 2,
    vehicleId,
    vehicleType: "S12",
    arrive: { date: date ?? null, minutes: arriveMin },
    depart: { date: date ?? null, minutes: departMin },
    used: { distanceKm: 100, energyKwh: null },
    blockBefore: null,
    blockAfter: null,
    pointId: null,
    depot: "",
    serviceDay: "",
  };
}

function plansOf(rows: readonly StayRow[], dates: readonly string[], plainDate: string | null) {
  const placement: Placement = {
    zone: berlin,
    days: dates.map((date) => ({ date, code: null })),
    consumptionKwhPerKm: (type) => (type === "S12" ? 1.25 : 2),
  };
  return placeStays(rows, placement, plainDate);
}

/** Vehicle, arrival and departure of every stay, as a clock at the depot shows them. */
function told(rows: readonly StayRow[], dates: readonly string[], plainDate: string | null) {
  return plansOf(rows, dates, plainDate).flatMap(({ vehicleId, stays }) =>
    stays.map((stay) => [vehicleId, berlin.iso(stay.arriveAtMs!), berlin.iso(stay.departAtMs!)]),
  );
}

describe("placeStays", () => {
  it("places times past 24:00 on the day after and times before 0:00 on the day before", () => {
    expect(told([row("7", -41, 25 * 60 + 10)], ["2026-03-03"], "2026-03-03")).toEqual([
      ["7", "2026-03-02T23:19:00+01:00", "2026-03-04T01:10:00+01:00"],
    ]);
  });

  it("keeps the hours of a stay as the timetable has them, into days of 23 and 25 hours too", () => {
    const hours = (date: string): number => {
      const [[, from, to]] = told([row("7", 20 * 60, 30 * 60)], [date], date) as [string[]];
      return (Date.parse(to!) - Date.parse(from!)) / 3_600_000;
    };
    // Both ends are counted from noon of the service day: elapsed time is the timetable's.
    expect([hours("2026-03-28"), hours("2026-10-24"), hours("2026-06-01")]).toEqual([10, 10, 10]);
    expect(told([row("7", 300, 600)], ["2026-03-29"], "2026-03-29")).toEqual([
      ["7", "2026-03-29T05:00:00+02:00", "2026-03-29T10:00:00+02:00"],
    ]);
    expect(told([row("7", 300, 600)], ["2026-10-25"], "2026-10-25")).toEqual([
      ["7", "2026-10-25T05:00:00+01:00", "2026-10-25T10:00:00+01:00"],
    ]);
  });

  it("takes times with a date by the clock on the wall", () => {
    expect(told([row("7", 60, 240, "2026-03-29")], ["2026-03-29"], null)).toEqual([
      ["7", "2026-03-29T01:00:00+01:00", "2026-03-29T04:00:00+02:00"],
    ]);
  });

  it("runs a day several times with other buses, and names those of the middle day plainly", () => {
    const dates = ["2026-03-02", "2026-03-03", "2026-03-04"];
    expect(told([row("7", 600, 700)], dates, "2026-03-03").map(([name]) => name)).toEqual([
      "7@2026-03-02",
      "7",
      "7@2026-03-04",
    ]);
  });

  it("runs rows with dates of their own once, on those dates", () => {
    const dates = ["2026-03-02", "2026-03-03"];
    const rows = [row("7", 600, 700, "2026-03-03"), row("7", 100, 200, "2026-03-03")];
    expect(told(rows, dates, null)).toEqual([
      ["7", "2026-03-03T01:40:00+01:00", "2026-03-03T03:20:00+01:00"],
      ["7", "2026-03-03T10:00:00+01:00", "2026-03-03T11:40:00+01:00"],
    ]);
  });

  it("has every stay of a day that is run three times leave exactly once on the middle one", () => {
    const stays = fc.array(
      fc
        .tuple(fc.integer({ min: -1400, max: 1400 }), fc.integer({ min: 0, max: 1400 }))
        .map(([arrive, lasts]) => [arrive, Math.min(arrive + lasts, 2879)] as const),
      { minLength: 1, maxLength: 8 },
    );
    // Not beside a change of clocks: those days are not like the one before.
    fc.assert(
      fc.property(stays, fc.integer({ min: 0, max: 300 }), (list, days) => {
        const middle = addDays("2025-11-01", days % 140);
        const dates = [-1, 0, 1].map((before) => addDays(middle, before));
        const rows = list.map(([arrive, depart], i) => row(`bus${i}`, arrive, depart));
        const fromMs = berlin.ofWallTime(middle, 0);
        const toMs = berlin.ofWallTime(addDays(middle, 1), 0);
        const leaving = plansOf(rows, dates, middle).flatMap(({ vehicleId, stays }) =>
          stays
            .filter(({ departAtMs }) => departAtMs! >= fromMs && departAtMs! < toMs)
            .map(() => vehicleId.split("@")[0]!),
        );
        expect(leaving.toSorted()).toEqual(rows.map(({ vehicleId }) => vehicleId).toSorted());
      }),
    );
  });

  it("takes the energy that a row gives, else distance times consumption", () => {
    const given = { ...row("7", 0, 10), used: { distanceKm: 100, energyKwh: 42 } };
    const plans = plansOf([row("8", 0, 10), given], ["2026-03-03"], "2026-03-03");
    expect(plans.map(({ stays }) => stays[0]!.usedKwh)).toEqual([125, 42]);
  });

  it("puts the stays of a bus in order of arrival, whatever the order of rows", () => {
    const starts = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1 });
    fc.assert(
      fc.property(starts, (list) => {
        const rows = list.map((start) => row("7", start * 10, start * 10 + 5));
        const [plan] = plansOf(rows, ["2026-03-03"], "2026-03-03");
        const arrivals = plan!.stays.map(({ arriveAtMs }) => arriveAtMs!);
        expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
        expect(arrivals.length).toBe(list.length);
      }),
    );
  });
});
