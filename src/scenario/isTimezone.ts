import { Zone } from "../operations/index.ts";

/** Whether there is an IANA time zone of that name. */
export function isTimezone(name: string): boolean {
  try {
    return new Zone(name).name === name;
  } catch {
    return false;
  }
}
