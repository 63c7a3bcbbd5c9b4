import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunResult, StayOutcome } from "../../src/kpi/index.ts";
import { id, type PointId, type VehicleId } from "../../src/messages/index.ts";
import { sessionsCsv } from "../../src/record/index.ts";
import { calendar, smallRun } from "../support/smallRun.ts";

const base = smallRun();

/** Names that break careless writers and careless spreadsheets. */
const names = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1 }),
  fc.stringMatching(/^[=+\-@\t\r\n"',;]{1,3}[A-Z(1)"',;\n ]{0,9}$/),
);
const instants = fc
  .integer({ min: 0, max: 400 * 86_400 })
  .map((s) => Date.UTC(2026, 0, 1) + s * 1000);
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some);
const amounts = fc.double({ min: 0, max: 1e5, noNaN: true });

const stays: fc.Arbitrary<StayOutcome> = fc.record({
  vehicleId: names.map((name) => id<VehicleId>(name)),
  vehicleType: names,
  pointId: maybe(names.map((name) => id<PointId>(name))),
  blockBefore: maybe(names),
  blockAfter: maybe(names),
  arrivedAtMs: maybe(instants),
  serviceMs: fc.nat(1e9),
  serviceWaitMs: fc.nat(1e9),
  queuedMs: maybe(fc.nat(1e9)),
  pluggedInAtMs: maybe(instants),
  unpluggedAtMs: maybe(instants),
  plannedDepartureAtMs: maybe(instants),
  departedAtMs: maybe(instants),
  socAtArrival: fc.double({ min: 0, max: 1, noNaN: true }),
  socAtDeparture: fc.double({ min: 0, max: 1, noNaN: true }),
  targetSoc: fc.double({ min: 0, max: 1, noNaN: true }),
  batteryKwh: amounts,
  gridKwh: amounts,
  unmetKwh: amounts,
  deficitKwh: amounts,
});

const TIMES = ["arrived", "pluggedIn", "unplugged", "plannedDeparture", "departed"] as const;
const TEXTS = ["vehicleId", "vehicleType", "pointId", "blockBefore", "blockAfter"] as const;
const NUMBERS = [
  "socAtArrival",
  "socAtDeparture",
  "targetSoc",
  "batteryKwh",
  "gridKwh",
  "unmetKwh",
  "deficitKwh",
] as const;

type Row = Readonly<Record<string, string>>;

function rowsOf(run: RunResult): Row[] {
  return parse(sessionsCsv(run, calendar), { columns: true }) as Row[];
}

describe("sessions.csv", () => {
  it("read by another program holds every stay as it went", () => {
    fc.assert(
      fc.property(fc.array(stays, { maxLength: 5 }), (list) => {
        const rows = rowsOf({ ...base, stays: list });
        expect(rows).toHaveLength(list.length);
        for (const [i, stay] of list.entries()) {
          const row = rows[i]!;
          expect(TEXTS.map((key) => row[key])).toEqual(
            TEXTS.map((key) => guarded(stay[key] ?? "")),
          );
          for (const key of TIMES) {
            const atMs = stay[`${key}AtMs`];
            expect(row[`${key}At`] === "" ? null : Date.parse(row[`${key}At`] ?? "")).toBe(atMs);
          }
          for (const key of ["service", "serviceWait", "queued"] as const) {
            const lastsMs = stay[`${key}Ms`];
            const found = row[`${key}Min`]!;
            expect(found === "").toBe(lastsMs === null);
            expect(Math.abs(Number(found) - (lastsMs ?? 0) / 60_000)).toBeLessThan(5.1e-5);
          }
          for (const key of NUMBERS) {
            expect(Math.abs(Number(row[key]) - stay[key])).toBeLessThan(5.1e-5);
          }
        }
      }),
    );
  });

  it("has no cell that a spreadsheet takes for a formula", () => {
    fc.assert(
      fc.property(stays, (stay) => {
        const [row = {}] = rowsOf({ ...base, stays: [stay] });
        expect(Object.values(row).filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
      }),
    );
  });

  it("says of a real run who left short and who stayed", () => {
    const rows = rowsOf(base);
    expect(rows.map(({ vehicleId, short, late }) => [vehicleId, short, late])).toEqual([
      ["B2", "true", "false"],
      ["B1", "false", "false"],
      ["B3", "false", "false"],
    ]);
    expect(rows[2]).toMatchObject({ plannedDepartureAt: "", departedAt: "" });
    expect(rows[0]).toMatchObject({ arrivedAt: "2026-03-03T19:24:00+01:00" });
  });

  it("has a header even when there was no stay", () => {
    expect(sessionsCsv({ ...base, stays: [] }, calendar)).toMatch(/^vehicleId,[\w,]+late\n$/);
  });
});

/** README's promise for names that begin like a formula. */
function guarded(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}
