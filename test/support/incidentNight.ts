import type { Observation } from "../../src/messages/index.ts";
import type { Incident } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, type SmallDepot, smallDepot } from "./smallDepot.ts";
import { type Tapped, tappedLink } from "./tappedLink.ts";

const flat = {
  usableKwh: 400,
  curve: [
    [0, 100],
    [1, 100],
  ] as const,
};

/** An incident that lasts an hour from 02:00 on, if nothing else is said. */
export function incident(happens: Record<string, unknown> & Pick<Incident, "kind">): Incident {
  return {
    name: happens.kind,
    where: "somewhere",
    begins: { kind: "at", atMs: DAY_MS + 2 * HOUR_MS },
    durationMs: HOUR_MS,
    ...happens,
  } as Incident;
}

/** A run in which that happens, and all that was said in it. */
export function played(depot: SmallDepot, ...incidents: readonly Incident[]) {
  const tapped: Tapped = { observations: [], commands: [] };
  const scenario = smallDepot({ busTypes: { bus: flat }, ...depot, incidents });
  const run = new Simulation(scenario, tappedLink(tapped)).run();
  return { run, ...tapped };
}

/** What was said of one point, shortly. */
export function saidOf(pointId: string, observations: readonly Observation[]): string[] {
  return observations.flatMap((said) => {
    if (!("pointId" in said) || said.pointId !== pointId) return [];
    if (said.kind === "commandResult") return [];
    const what = said.kind === "stationStatus" ? said.status : said.kind;
    return [`${(said.atMs - DAY_MS) / HOUR_MS} ${what}`];
  });
}

/** Mean charging power of each quarter-hour of a node [kW]. */
export const meansKw = (run: ReturnType<typeof played>["run"], node = 0): number[] =>
  Array.from(run.nodes[node]!.chargingKwh, (kwh) => Math.round(kwh * 4 * 1e6) / 1e6);

/** One bus at 100 kW from 01:00 to 06:00, which lacks 300 kWh: done at 04:01 when nothing happens. */
export const night: SmallDepot = {
  busTypes: { bus: flat },
  stays: [{ bus: "b", arriveH: 1, departH: 6, usedKwh: 300 }],
  stations: [{ connectMs: MINUTE_MS }],
  run: { fromMs: DAY_MS, toMs: DAY_MS + 8 * HOUR_MS },
};
