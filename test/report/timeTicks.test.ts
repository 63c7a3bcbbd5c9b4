import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Zone } from "../../src/operations/index.ts";
import { timeTicks } from "../../src/report/timeTicks.ts";

const HOUR_MS = 3_600_000;
const berlin = new Zone("Europe/Berlin");

function ticksOf(from: string, hours: number, zone = berlin) {
  const fromMs = Date.parse(from);
  return timeTicks(fromMs, fromMs + hours * HOUR_MS, (atMs) => zone.iso(atMs));
}

function labelsOf(from: string, hours: number, zone = berlin): string[] {
  return ticksOf(from, hours, zone).map(({ label }) => label.join(" "));
}

function clocksOf(from: string, hours: number): (string | undefined)[] {
  return ticksOf(from, hours).map(({ label }) => label[0]);
}

describe("ticks of a time axis", () => {
  it("go by the depot's clock, with the date where a day begins", () => {
    expect(labelsOf("2026-03-03T00:00+01:00", 12)).toEqual([
      "00:00 Tue 3 Mar",
      "03:00",
      "06:00",
      "09:00",
      "12:00",
    ]);
    expect(labelsOf("2026-03-03T22:15+01:00", 2)).toEqual([
      "22:15 Tue 3 Mar",
      "22:30",
      "22:45",
      "23:00",
      "23:15",
      "23:30",
      "23:45",
      "00:00 Wed 4 Mar",
      "00:15",
    ]);
  });

  it("stay on the clock's hours on days of 23 and 25 hours", () => {
    const hours = ["00:00", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "00:00"];
    expect(clocksOf("2026-03-29T00:00+01:00", 23)).toEqual(hours);
    expect(clocksOf("2026-10-25T00:00+02:00", 25)).toEqual(hours);
  });

  it("count days in longer runs", () => {
    expect(labelsOf("2026-03-02T00:00+01:00", 5 * 24)).toEqual([
      "Mon 2 Mar",
      "Tue 3 Mar",
      "Wed 4 Mar",
      "Thu 5 Mar",
      "Fri 6 Mar",
      "Sat 7 Mar",
    ]);
    expect(labelsOf("2026-03-02T00:00+01:00", 14 * 24)).toEqual([
      "Mon 2 Mar",
      "Wed 4 Mar",
      "Fri 6 Mar",
      "Sun 8 Mar",
      "Tue 10 Mar",
      "Thu 12 Mar",
      "Sat 14 Mar",
      "Mon 16 Mar",
    ]);
  });

  it("know clocks that are off by three quarters of an hour", () => {
    const labels = labelsOf("2026-03-03T00:00+05:45", 4, new Zone("Asia/Kathmandu"));
    expect(labels).toEqual(["00:00 Tue 3 Mar", "01:00", "02:00", "03:00", "04:00"]);
  });

  it("are a handful at least 6 % apart, wherever a run begins and however long it is", () => {
    const quarters = fc.integer({ min: 1, max: 400 * 96 });
    fc.assert(
      fc.property(quarters, fc.nat(365 * 96), (length, start) => {
        const fromMs = Date.UTC(2026, 0, 1) + (start * HOUR_MS) / 4;
        const toMs = fromMs + (length * HOUR_MS) / 4;
        const ticks = timeTicks(fromMs, toMs, (atMs) => berlin.iso(atMs));
        expect(ticks.length).toBeLessThanOrEqual(14);
        if (length <= 8 || length >= 96) expect(ticks.length).toBeGreaterThan(0);
        for (const [i, { atMs }] of ticks.entries()) {
          expect(atMs >= fromMs && atMs <= toMs).toBe(true);
          const sinceMs = atMs - (ticks[i - 1]?.atMs ?? -Infinity);
          expect(sinceMs / (toMs - fromMs)).toBeGreaterThan(0.06);
        }
      }),
      { numRuns: 40 },
    );
  });
});
