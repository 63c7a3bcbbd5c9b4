import { parse } from "csv-parse/sync";
import { parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, it } from "vitest";
import type { Summary } from "../../src/kpi/index.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";
import { busbar } from "../support/memorySurroundings.ts";

const FROM_MS = Date.parse("2026-03-03T00:00:00+01:00");
const TO_MS = FROM_MS + 24 * 3_600_000;
/** When a service day begins, four hours after midnight. */
const NEXT_DAY_MS = FROM_MS + 4 * 3_600_000;
const RATED_KW = 150;
const EFFICIENCY = 0.95;
/** Plugging in takes so long [min]. */
const DELAY_MIN = 8;

type Row = Readonly<Record<string, string>>;
interface Quarter {
  readonly atMs: number;
  readonly kw: number;
}

/** Files that a run of a real Saturday left behind: all that is used to work its figures out again. */
interface Files {
  readonly summary: Summary;
  readonly quarters: readonly Quarter[];
  /** Stays of the whole run. */
  readonly stays: readonly Row[];
}

async function filesOf(...settings: readonly string[]): Promise<Files> {
  const file = sharedPath("timetables/derived_stays/nyc_OH_saturday_stays.csv");
  const { store } = await busbar([
    "run",
    "scenarios/stays-day.yaml",
    "--out",
    "day",
    ...["timetable.file=" + file, "stations.0.count=70", ...settings].flatMap((set) => [
      "--set",
      set,
    ]),
  ]);
  const bytes = store.files.get("day/series.parquet") as Uint8Array;
  const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
  return {
    summary: JSON.parse(store.text("day/summary.json")!) as Summary,
    quarters: rows.map(({ at, meanKw }) => ({
      atMs: (at as Date).getTime(),
      kw: meanKw as number,
    })),
    stays: parse(store.text("day/sessions.csv")!, { columns: true }) as Row[],
  };
}

const isWithin = (time: string): boolean => Date.parse(time) >= FROM_MS && Date.parse(time) < TO_MS;
const sumOf = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0);
const number = (row: Row, key: string): number => Number(row[key]);
const missing = (row: Row): number => number(row, "targetSoc") - number(row, "socAtDeparture");

describe.skipIf(!hasSharedData)(
  "the KPIs of a real Saturday, worked out from what it left behind",
  () => {
    let held: Files;
    let free: Files;
    let left: readonly Row[];

    beforeAll(async () => {
      held = await filesOf("control.strategy=leastLaxityFirst", "grid.contractKw=1150");
      free = await filesOf();
      left = held.stays.filter(
        (row) => row["departedAt"] !== "" && isWithin(row["plannedDepartureAt"]!),
      );
    }, 120_000);

    it("peak, peaks by day, energy and what is derived from them", () => {
      const { site, energy, bounds } = held.summary;
      const peakKw = Math.max(...held.quarters.map(({ kw }) => kw));
      expect(site.peak15Kw).toBeCloseTo(peakKw, 5);
      const kwhOf = (list: readonly Quarter[]) => sumOf(list.map(({ kw }) => kw / 4));
      expect(energy.gridKwh).toBeCloseTo(kwhOf(held.quarters), 4);
      expect(site.days.map(({ serviceDay }) => serviceDay)).toEqual(["2026-03-02", "2026-03-03"]);
      for (const [i, isNext] of [false, true].entries()) {
        const part = held.quarters.filter(({ atMs }) => atMs >= NEXT_DAY_MS === isNext);
        expect(site.days[i]!.peak15Kw).toBeCloseTo(Math.max(...part.map(({ kw }) => kw)), 5);
        expect(site.days[i]!.gridKwh).toBeCloseTo(kwhOf(part), 4);
        const at = part.find(({ atMs }) => atMs === Date.parse(site.days[i]!.peak15At!));
        expect(at!.kw).toBeCloseTo(site.days[i]!.peak15Kw, 5);
      }
      const meanKw = kwhOf(held.quarters) / 24;
      expect(site.loadFactor).toBeCloseTo(meanKw / peakKw, 5);
      expect(site.utilisationHours).toBeCloseTo((meanKw * 8760) / peakKw, 1);
      // 104 stays of 90 buses.
      expect(site.buses).toBe(90);
      expect(site.peakPerBusKw).toBeCloseTo(peakKw / 90, 4);
      expect(site.coincidence).toBeCloseTo(peakKw / ((70 * RATED_KW) / EFFICIENCY), 5);
      const freePeakKw = Math.max(...free.quarters.map(({ kw }) => kw));
      expect(bounds.peakCut).toBeCloseTo(1 - peakKw / freePeakKw, 5);
      expect(energy.losses.proportionalKwh).toBeCloseTo(energy.gridKwh * (1 - EFFICIENCY), 3);
      expect(energy.losses.fixedKwh + energy.losses.squaredKwh + energy.losses.standbyKwh).toBe(0);
    });

    it("departures: who is short, by how much, and with what buses leave", () => {
      const { departures, energy } = held.summary;
      expect(departures.total).toBe(left.length);
      expect(departures.short).toBe(left.filter((row) => missing(row) > 0.00015).length);
      expect(departures.short).toBeGreaterThan(3);
      expect(energy.unmetKwh).toBeCloseTo(sumOf(left.map((row) => number(row, "unmetKwh"))), 1);
      const socs = left.map((row) => number(row, "socAtDeparture")).toSorted((a, b) => a - b);
      expect(departures.socAtDeparture!.min).toBeCloseTo(socs[0]!, 4);
      expect(departures.socAtDeparture!.p5).toBeCloseTo(socs[Math.ceil(socs.length / 20) - 1]!, 4);
      expect(departures.socAtDeparture!.median).toBeCloseTo(
        socs[Math.ceil(socs.length / 2) - 1]!,
        4,
      );
      expect([departures.late, departures.lateMin]).toEqual([0, 0]);
    });

    it("who of these is served as well as on an unlimited connection", () => {
      const keyOf = (row: Row): string => `${row["vehicleId"]} ${row["plannedDepartureAt"]}`;
      const missingThere = new Map(free.stays.map((row) => [keyOf(row), missing(row)]));
      const short = left.filter((row) => missing(row) > 0.00015);
      const unavoidable = short.filter((row) => {
        const there = missingThere.get(keyOf(row))!;
        return there > 0.00015 && missing(row) <= there + 0.00015;
      });
      const { served, unavoidablyShort, total } = held.summary.departures;
      expect(unavoidablyShort).toBe(unavoidable.length);
      expect(served).toBe(total - (short.length - unavoidable.length));
      const onFree = free.summary.departures;
      expect(onFree.served).toBe(onFree.total);
      expect(onFree.unavoidablyShort).toBe(onFree.short);
    });

    it("how points were used and how long buses waited for one", () => {
      const { points, queue, energy } = held.summary;
      const occupied = held.stays
        .filter((row) => row["pluggedInAt"] !== "")
        .map((row) => {
          const from = Math.max(Date.parse(row["pluggedInAt"]!), FROM_MS);
          return Math.max(0, Math.min(Date.parse(row["unpluggedAt"]!), TO_MS) - from);
        });
      expect(points.occupiedShare).toBeCloseTo(sumOf(occupied) / (70 * (TO_MS - FROM_MS)), 5);
      expect(points.utilisation).toBeCloseTo(energy.batteryKwh / (70 * RATED_KW * 24), 5);
      const came = held.stays.filter(
        (row) => row["arrivedAt"] !== "" && isWithin(row["arrivedAt"]!),
      );
      const waits = came
        .filter((row) => row["queuedMin"] !== "")
        .map((row) =>
          row["pluggedInAt"] === ""
            ? number(row, "queuedMin")
            : (Date.parse(row["pluggedInAt"]!) - Date.parse(row["arrivedAt"]!)) / 60_000 -
              DELAY_MIN,
        )
        .toSorted((a, b) => a - b);
      expect(queue.waited).toBe(waits.filter((min) => min > 0).length);
      expect(queue.waited).toBeGreaterThan(0);
      expect(queue.longestMin).toBe(waits.at(-1));
      expect(queue.p95Min).toBe(waits[Math.ceil(waits.length * 0.95) - 1]);
      const never = came.filter((row) => row["pluggedInAt"] === "" && row["departedAt"] !== "");
      expect(queue.neverPluggedIn).toBe(never.length);
    });
  },
);
