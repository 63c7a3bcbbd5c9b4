import { grouped, type Separators } from "../grouped.ts";

/** A size for people, `1,430 kW` or `28`: all of it, since it is the answer. */
export function sized(value: number, unit: "kW" | "", separators?: Separators): string {
  const figure = grouped(value, 0, separators);
  return unit === "" ? figure : `${figure} ${unit}`;
}
