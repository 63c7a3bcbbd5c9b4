import { loadScenario } from "../../src/scenario/index.ts";
import { type MemoryFile, memoryFiles } from "./memoryFiles.ts";

/** A scenario that is sound, for tests that spoil one thing in it. */
export const depotYaml = `timetable:
  file: stays.csv
  date: 2026-03-03
vehicleTypes:
  S12:
    usableKwh: 300
    consumptionKwhPerKm: 1.3
    maxChargeKw: 150
    aliases: [solo]
stations:
  - id: P
    count: 2
    ratedKw: 150
    gridNode: hall
grid:
  contractKw: 400
  children:
    - id: hall
      maxKw: 350
control:
  strategy: leastLaxityFirst
`;

export const staysCsv = `vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block
B1,S12,18:00,25:10,100
B2,solo,18:30,29:00,120
`;

/** Text with one thing put in place of another, which must be there. */
export function spoiled(text: string, sound: string, bad: string): string {
  if (!text.includes(sound)) throw new Error(`there is no ${sound} to be replaced`);
  return text.replace(sound, () => bad);
}

/** Loads depot.yaml, the sound one where no other is given. */
export function load(
  files: Readonly<Record<string, MemoryFile>> = {},
  settings: readonly string[] = [],
) {
  const all = { "depot.yaml": depotYaml, "stays.csv": staysCsv, ...files };
  return loadScenario(memoryFiles(all), "depot.yaml", { settings, seed: null });
}

/** What people read of files that cannot be used; fails where they can. */
export async function problemWith(
  files: Readonly<Record<string, MemoryFile>>,
  settings: readonly string[] = [],
): Promise<string> {
  const problem = await load(files, settings).then(
    () => null,
    (error: unknown) => error as Error,
  );
  if (problem?.name !== "InputProblem") throw problem ?? new Error("nothing was found wrong");
  return problem.message;
}

/** What people read of a scenario with one thing spoiled. */
export function problemIn(sound: string, bad: string): Promise<string> {
  return problemWith({ "depot.yaml": spoiled(depotYaml, sound, bad) });
}

/** What people read of a timetable with one thing spoiled. */
export function problemInStays(sound: string, bad: string): Promise<string> {
  return problemWith({ "stays.csv": spoiled(staysCsv, sound, bad) });
}
