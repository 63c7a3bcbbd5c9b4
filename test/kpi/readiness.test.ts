import { describe, expect, it } from "vitest";
import { departures, isLate, isShort } from "../../src/kpi/index.ts";
import { readiness } from "../../src/kpi/readiness.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { goodStay, measuredNode, measuredRun } from "../support/measuredRun.ts";
import { DAY_MS, HOUR_MS, smallDepot } from "../support/smallDepot.ts";

const atH = (hours: number): number => DAY_MS + hours * HOUR_MS;

const short = (targetSoc: number, socAtDeparture: number): boolean =>
  isShort(goodStay({ targetSoc, socAtDeparture }));

const late = (planned: number | null, departed: number | null): boolean =>
  isLate(goodStay({ plannedDepartureAtMs: planned, departedAtMs: departed }));

/** Two buses with the same need, one of them short of time. */
const nightOf = (departure: "wait" | "onTime") =>
  readiness(
    new Simulation(
      smallDepot({
        stays: [
          { bus: "a", arriveH: 1, departH: 2, usedKwh: 300 },
          { bus: "b", arriveH: 1, departH: 20, usedKwh: 300 },
        ],
        yard: { departure },
      }),
    ).run(),
  );

describe("readiness", () => {
  it("calls a bus short that misses its target by more than a link can tell", () => {
    expect(short(1, 1)).toBe(false);
    expect(short(0.8, 0.7999)).toBe(false);
    expect(short(0.8, 0.79985)).toBe(true);
    expect(short(0.6, 1)).toBe(false);
  });

  it("calls a bus late that left after its time, by a millisecond too", () => {
    expect(late(atH(1), atH(1))).toBe(false);
    expect(late(atH(1), atH(1) + 1)).toBe(true);
    expect(late(null, atH(1))).toBe(false);
    expect(late(atH(1), null)).toBe(false);
  });

  it("counts by the planned departure: within the window, its start and not its end", () => {
    const window = { fromMs: atH(1), toMs: atH(2) };
    const stays = [0.99, 1, 1.5, 1.99, 2].map((hours) =>
      goodStay({ plannedDepartureAtMs: atH(hours), departedAtMs: atH(3) }),
    );
    const gone = measuredRun([measuredNode([0])], { window, stays });
    expect(departures(gone).map((stay) => stay.plannedDepartureAtMs)).toEqual(
      [1, 1.5, 1.99].map(atH),
    );
    expect(readiness(gone)).toEqual({ total: 3, late: 3, short: 0, notLeft: 0 });
  });

  it("leaves out who has not left, or stays", () => {
    const stays = [
      goodStay({ departedAtMs: null }),
      goodStay({ plannedDepartureAtMs: null, departedAtMs: null }),
      goodStay({ plannedDepartureAtMs: DAY_MS }),
    ];
    expect(readiness(measuredRun([measuredNode([0])], { stays })).total).toBe(1);
  });

  it("tells late from short in a depot: who waits is late, who does not is short", () => {
    expect(nightOf("wait")).toEqual({ total: 2, late: 1, short: 0, notLeft: 0 });
    expect(nightOf("onTime")).toEqual({ total: 2, late: 0, short: 1, notLeft: 0 });
  });
});
