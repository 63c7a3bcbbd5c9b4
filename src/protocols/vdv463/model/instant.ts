/** Milliseconds since 1970 in UTC, whole. */
export type Instant = number;

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d{1,30})?(?:[Zz]|([+-])(\d\d):?(\d\d)?)$/;

/** A date-time (RFC 3339) to the millisecond, or null if it is none or bears no zone. */
export function readInstant(text: string): Instant | null {
  const match = DATE_TIME.exec(text);
  if (match === null) return null;
  const [, year = "", month = "", day = "", hour = "", minute = "", second = ""] = match;
  const [, , , , , , , fraction = ".0", sign, offsetHour = "0", offsetMinute = "0"] = match;
  const isLeapSecond = second === "60";
  if (Number(hour) > 23 || Number(minute) > 59 || (Number(second) > 59 && !isLeapSecond)) {
    return null;
  }
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00.000Z`);
  // Days that a month does not have are counted on into the next by some parsers.
  if (Number.isNaN(local) || new Date(local).getUTCDate() !== Number(day)) return null;
  const eastMin = (sign === "-" ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute));
  const minuteMs = local - eastMin * 60_000;
  // A leap second is the last of a day in UTC.
  if (isLeapSecond && new Date(minuteMs + 60_000).toISOString().slice(11, 16) !== "00:00") {
    return null;
  }
  const fractionMs = Number(fraction.slice(1, 4).padEnd(3, "0"));
  return minuteMs + Number(second) * 1000 + fractionMs;
}

/** Always UTC with milliseconds, so that zones and clock changes never matter. */
export function writeInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}
