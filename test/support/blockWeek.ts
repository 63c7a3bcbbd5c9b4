import { load, problemWith } from "./soundDepot.ts";

/** A week of blocks with a calendar, sound, for tests that spoil one thing in it. */
export const weekYaml = `timetable:
  file: blocks.csv
  from: 2026-03-02
  to: 2026-03-08
  calendar:
    weekdays: WKD
    saturday: SAT
    sunday: SUN
vehicleTypes:
  S12:
    usableKwh: 300
    consumptionKwhPerKm: 1.3
    maxChargeKw: 150
    aliases: [standard_12m]
stations:
  - id: P
    count: asNeeded
    ratedKw: 150
`;

export const blocksCsv = `block_id,service_day,vehicle_class,depart_depot,return_depot,distance_km
w1,WKD,S12,05:00,14:00,120
w2,WKD,standard_12m,13:00,27:00,150
s1,SAT,S12,-01:50,09:00,100
u1,SUN,S12,08:00,20:00,110
`;

/** Loads the week with some text put in place of other text, which must be there. */
export function loadWeek(
  changes: readonly (readonly [sound: string, other: string])[] = [],
  csv = blocksCsv,
  settings: readonly string[] = [],
) {
  return load({ "depot.yaml": changed(changes), "blocks.csv": csv }, settings);
}

/** What people read of a week with something spoiled. */
export function problemInWeek(
  changes: readonly (readonly [sound: string, bad: string])[],
  csv = blocksCsv,
): Promise<string> {
  return problemWith({ "depot.yaml": changed(changes), "blocks.csv": csv });
}

function changed(changes: readonly (readonly [sound: string, other: string])[]): string {
  return changes.reduce((yaml, [sound, other]) => {
    if (!yaml.includes(sound)) throw new Error(`there is no ${sound} to be replaced`);
    return yaml.replace(sound, () => other);
  }, weekYaml);
}
