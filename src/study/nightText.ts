import { calendarIn } from "../scenario/index.ts";
import type { ShownNight } from "./shownNight.ts";

/** Name of the file that holds a shown night. */
export const NIGHT = "night.json";

/** A shown night as text; limits that there are not become null. */
export function nightText({ calendar: _calendar, ...night }: ShownNight): string {
  return `${JSON.stringify(night)}\n`;
}

/** What `nightText` has written; null where that is damaged. */
export function nightOf(text: string): ShownNight | null {
  try {
    const night = JSON.parse(text, (key, value: unknown) =>
      value === null && (key === "contractKw" || key === "maxKw") ? Infinity : value,
    ) as Omit<ShownNight, "calendar">;
    const { timezone, serviceDayStartsAt } = night;
    if (!Array.isArray(night.variants)) return null;
    return { ...night, calendar: calendarIn(timezone, serviceDayStartsAt) };
  } catch {
    return null;
  }
}
