import { RandomStream } from "../../src/engine/index.ts";

const BUSES = 20;
const DAYS = 30;
const SEED = 1;
const DAY_MS = 86_400_000;

/** Files of a depot of buses over days: out in the morning, back at night, one plug-in delay a stay. */
export function monthDepot(buses = BUSES, days = DAYS): Readonly<Record<string, string>> {
  const chance = new RandomStream(SEED, "month");
  const between = (from: number, to: number): number => from + chance.uniform() * (to - from);
  const dateOf = (day: number): string =>
    new Date(Date.UTC(2026, 2, 2) + day * DAY_MS).toISOString().slice(0, 10);
  const rows = Array.from({ length: buses * days }, (_, i) => {
    const day = Math.floor(i / buses);
    const arrive = `${dateOf(day)}T${timeOf(between(17, 23.5))}`;
    const depart = `${dateOf(day + 1)}T${timeOf(between(4, 7))}`;
    return `B${i % buses},bus12,${arrive},${depart},${Math.round(between(80, 200))}`;
  });
  const scenario = {
    schemaVersion: 1,
    name: "month",
    timezone: "Europe/Berlin",
    timetable: { file: "stays.csv" },
    vehicleTypes: { bus12: { usableKwh: 350, consumptionKwhPerKm: 1.3, maxChargeKw: 150 } },
    stations: [{ id: "P", count: buses, ratedKw: 150, efficiency: 0.95 }],
    grid: { maxKw: 30 * buses },
    operations: { plugInDelayMin: { medianMin: 8, p95Min: 25 } },
    control: { strategy: "leastLaxityFirst" },
  };
  return {
    "month.yaml": JSON.stringify(scenario),
    "stays.csv": `vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block\n${rows.join("\n")}\n`,
  };
}

/** A time of day. @param hours after midnight */
function timeOf(hours: number): string {
  const minutes = Math.floor(hours * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
