import type { Summary } from "../kpi/index.ts";

/** What people call an incident. */
const words: Readonly<Record<string, string>> = {
  trip: "no power below",
  blackout: "no power below",
  stationOut: "out of order:",
  limit: "limited:",
  lateBus: "late:",
  linkLoss: "no link to",
};

/** What went wrong and when, in a line. */
export function incidentText({
  name,
  kind,
  where,
  from,
  to,
}: Summary["incidents"][number]): string {
  const what = `${name}: ${words[kind] ?? kind} ${where}`;
  if (from === null) return `${what}; it did not happen`;
  const [date, time = ""] = from.split("T");
  const end = to === null ? "to the end" : `to ${to.slice(date === to.split("T")[0] ? 11 : 0, 16)}`;
  return `${what}, ${date}T${time.slice(0, 5)} ${end}`;
}
