import { Ajv } from "ajv";
import formats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codecOf } from "../../../src/protocols/vdv463/index.ts";

const ajv = new Ajv();
formats.default(ajv);
const isDateTime = ajv.compile({ type: "string", format: "date-time" });

const codec = codecOf({ version: "2.0", presentPowerIs: "actual" }, "strict");

/** The instant of a message that bears such a time, null if it is flawed. */
function read(text: string): number | null {
  const id = "00000000-0000-4000-8000-000000000001";
  const payload = { presystem: "BMS" };
  const frame = codec.read(JSON.stringify([1, "BMS", "p", text, id, "BootNotification", payload]));
  return frame.kind === "understood" ? frame.message.atMs : null;
}

const digits = (max: number) =>
  fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, "0"));

const dateTime = fc
  .tuple(
    // East of Greenwich the year 0 begins in one that no date-time can say.
    fc.integer({ min: 1, max: 9999 }).map((value) => String(value).padStart(4, "0")),
    digits(13),
    digits(32),
    fc.constantFrom("T", "t", " ", "x"),
    // An hour 24 or a minute 60 that checker takes where they are 23 and 59 in UTC; no date-time has them.
    digits(23),
    digits(59),
    digits(61),
    fc.oneof(
      fc.constant(""),
      fc.nat().map((value) => `.${value}`),
    ),
    fc.oneof(
      fc.constantFrom("Z", "z", "", "+01", "-0330"),
      fc
        .tuple(fc.constantFrom("+", "-"), digits(24), digits(60))
        .map(([s, h, m]) => `${s}${h}:${m}`),
    ),
  )
  .map(([y, mo, d, t, h, mi, s, f, z]) => `${y}-${mo}-${d}${t}${h}:${mi}:${s}${f}${z}`);

describe("a time on the wire", () => {
  it("is one where the schemas' own checker has it so", () => {
    fc.assert(
      fc.property(dateTime, (text) => {
        expect([text, read(text) !== null]).toEqual([text, isDateTime(text)]);
      }),
      { numRuns: 5000 },
    );
  });

  it.each(["2026-03-04T24:00:00Z", "2026-03-04T24:59:00+01:00", "2026-03-04T13:60:00+14:01"])(
    "is not %s",
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it("is the instant that it says, whatever its zone", () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
        fc.integer({ min: -839, max: 839 }),
        (date, eastMin) => {
          const local = new Date(date.getTime() + eastMin * 60_000).toISOString().slice(0, -1);
          const [hour, minute] = [Math.floor(Math.abs(eastMin) / 60), Math.abs(eastMin) % 60];
          const zone = [hour, minute].map((each) => String(each).padStart(2, "0")).join(":");
          expect(read(`${local}${eastMin < 0 ? "-" : "+"}${zone}`)).toBe(date.getTime());
        },
      ),
    );
    expect(read("2016-12-31T23:59:60Z")).toBe(Date.parse("2017-01-01T00:00:00Z"));
    expect(read("2026-03-10T15:00:00.1239+01:00")).toBe(Date.parse("2026-03-10T14:00:00.123Z"));
  });
});
