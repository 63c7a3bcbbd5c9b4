import { type Files, type Scenario, loadScenario } from "../../src/scenario/index.ts";

const WEEK_MS = 7 * 24 * 3_600_000;

/** What to run on a block table. */
export interface DepotCase {
  readonly strategy: string;
  readonly maxKw: number | null;
  /** How many copies of the table, a week apart. */
  readonly weeks: number;
  /** A plan a day, all stays known by then; buses that do not taper. */
  readonly daily?: boolean;
}

/** A depot of 350 kWh buses at 150 kW (grid side) for a block table, as the reference asks. */
export async function depotOf(
  csv: string,
  { strategy, maxKw, weeks, daily = false }: DepotCase,
): Promise<Scenario> {
  const document = {
    schemaVersion: 1,
    timezone: "Europe/Berlin",
    timetable: { file: "blocks.csv" },
    vehicleTypes: {
      bus12: {
        usableKwh: 350,
        consumptionKwhPerKm: 1.3,
        chargeCurveKw: [
          [0, 142.5],
          [0.8, 142.5],
          [1, daily ? 142.5 : 42.75],
        ],
      },
    },
    stations: [{ id: "P", count: "asNeeded", ratedKw: 142.5, efficiency: 0.95 }],
    grid: maxKw === null ? {} : { maxKw },
    operations: {
      plugInDelayMin: 0,
      unplugBeforeDepartureMin: 0,
      ...(daily ? { requestLeadMin: 2880 } : {}),
    },
    control: { strategy, ...(daily ? { planEveryMin: 1440 } : {}) },
  };
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const files: Files = {
    readBytes: async () => bytes(JSON.stringify(document)),
    async *readChunks() {
      for (const text of endToEnd(csv, weeks)) yield bytes(text);
    },
    resolve: (named) => named,
    seenFrom: (file) => file,
  };
  return (await loadScenario(files, "depot.yaml", { settings: [], seed: null })).scenario;
}

/** A table repeated week after week, a week at a time. */
function* endToEnd(csv: string, weeks: number): Generator<string> {
  const [header, ...rows] = csv.trimEnd().split(/\r?\n/);
  yield `${header}\n`;
  for (let week = 0; week < weeks; week++) {
    const shifted = (date: string): string =>
      new Date(Date.parse(date) + week * WEEK_MS).toISOString().slice(0, 10);
    for (const row of rows) yield `${row.replaceAll(/\d{4}-\d\d-\d\d/g, shifted)}\n`;
  }
}
