import { describe, expect, it } from "vitest";
import { worstNight } from "../../src/report/worstNight.ts";
import { goodStay, measuredNode, measuredRun } from "../support/measuredRun.ts";
import { recordOf } from "../support/recordOf.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";
import { calendar } from "../support/smallRun.ts";

const QUARTERS = 96;
const NO_SHAPE = {
  loadFactor: null,
  utilisationHours: null,
  coincidence: null,
  buses: 0,
  peakPerBusKw: null,
  days: [],
  months: [],
};
/** Noon in Berlin, which is an hour ahead of UTC in March. */
const NOON_MS = DAY_MS + 11 * HOUR_MS;

/** A run of some days in which buses leave at the given hours, those named short. */
async function nightOf(days: number, departH: readonly number[], shortH: readonly number[] = []) {
  const stays = departH.map((hour) =>
    goodStay({
      plannedDepartureAtMs: DAY_MS + hour * HOUR_MS,
      departedAtMs: DAY_MS + hour * HOUR_MS,
      socAtDeparture: shortH.includes(hour) ? 0.5 : 1,
    }),
  );
  const node = measuredNode(Array.from({ length: days * QUARTERS }, () => 10));
  const record = await recordOf(measuredRun([node], { stays }));
  return worstNight({ record, calendar })!;
}

describe("the night that is shown bus by bus", () => {
  it("goes from noon to noon by the depot's clock, where most went wrong", async () => {
    const departures = [5, 29, 30, 53, 54, 55];
    expect(await nightOf(4, departures, [29, 53, 54])).toEqual({
      span: { fromMs: NOON_MS + 24 * HOUR_MS, toMs: NOON_MS + 48 * HOUR_MS },
      atRisk: 2,
      isAll: false,
    });
    expect((await nightOf(4, departures, [29, 53])).span.fromMs).toBe(NOON_MS);
  });

  it("is the one of the peak where nothing went wrong, and ends where the run does", async () => {
    const meansKw = Array.from({ length: 3 * QUARTERS }, (_, i) => (i === 270 ? 500 : 10));
    const record = await recordOf(measuredRun([measuredNode(meansKw)]), {
      site: {
        peak15Kw: 500,
        peak15At: calendar.iso(DAY_MS + 67.5 * HOUR_MS),
        peak15ServiceDay: null,
        maxKw: 500,
        ...NO_SHAPE,
      },
    });
    const { span, atRisk } = worstNight({ record, calendar })!;
    expect([span.fromMs, span.toMs]).toEqual([NOON_MS + 48 * HOUR_MS, DAY_MS + 72 * HOUR_MS]);
    expect(atRisk).toBe(0);
  });

  it("is a single day as a whole, and the half day before as far as the run has it", async () => {
    const run = measuredRun([measuredNode(Array.from({ length: QUARTERS }, () => 10))]);
    const alone = worstNight({ record: await recordOf(run), calendar })!;
    expect(alone).toEqual({ span: run.window, atRisk: 0, isAll: true });
    const led = { run: { fromMs: DAY_MS - 24 * HOUR_MS, toMs: run.window.toMs } };
    const record = await recordOf(run, {}, led);
    expect(worstNight({ record, calendar })!.span.fromMs).toBe(DAY_MS - 12 * HOUR_MS);
  });

  it("is none where a run came to nothing", async () => {
    const run = measuredRun([measuredNode([1, 2, 3])]);
    const record = await recordOf({ ...run, untilMs: DAY_MS, complete: false });
    expect(worstNight({ record, calendar })).toBeNull();
  });
});
