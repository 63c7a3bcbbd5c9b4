import { describe, expect, it } from "vitest";
import { imports, refusal } from "../support/importing.ts";
import { spoiled } from "../support/soundDepot.ts";

const HEADER =
  "rotation_id,line,departure_name,departure_time,arrival_time,arrival_name,distance,vehicle_type,temperature,level_of_loading,charging_type\n";

/** Two rotations of the East depot, of which one is out of order, and one of the West depot. */
const trips =
  `${HEADER}7,,East,2026-03-02 05:10:00,2026-03-02 05:22:00,Mill,4200,AB,20,0,depb\n` +
  "7,10,Mill,2026-03-02 23:30:00,2026-03-03 00:05:00,Hill,13541,AB,,,depb\n" +
  "7,10,Hill,2026-03-02 05:30:00,2026-03-02 06:03:00,Mill,14519,AB,-5,0.9,depb\n" +
  "7,,Hill,2026-03-03 00:10:00,2026-03-03 00:25:00,East,4300,AB,,,depb\n" +
  "8,20,West,2026-03-02 06:00:00,2026-03-02 07:00:00,West,21000,SB,,,depb\n" +
  "9,20,East,2026-03-02 08:00:00,2026-03-02 09:00:00,East,20000,SB,,,oppb\n";

describe("trips of SimBA", () => {
  it("become blocks, from the first departure of a rotation to its last arrival", async () => {
    const { rows, report } = await imports("simba", trips);
    expect(rows).toEqual([
      {
        block_id: "7",
        depot: "East",
        vehicle_class: "AB",
        depart_depot: "2026-03-02 05:10",
        return_depot: "2026-03-03 00:25",
        distance_km: "36.56",
      },
      {
        block_id: "8",
        depot: "West",
        vehicle_class: "SB",
        depart_depot: "2026-03-02 06:00",
        return_depot: "2026-03-02 07:00",
        distance_km: "21",
      },
      {
        block_id: "9",
        depot: "East",
        vehicle_class: "SB",
        depart_depot: "2026-03-02 08:00",
        return_depot: "2026-03-02 09:00",
        distance_km: "20",
      },
    ]);
    expect(report.read).toBe("6 trips of 3 rotations");
    expect(report.columns.ignored).toEqual(["line", "temperature", "level_of_loading"]);
    expect(report.distance).toMatch(/^m, as SimBA's documentation says: a median of 21 km\/h/);
    expect(report.warnings).toEqual([
      "departs elsewhere than its rotation arrived: that way is not in the distance (line 4)",
      "charges on the way (oppb): here all its energy comes from the depot (line 7)",
    ]);
  });

  it("are cut to a depot, without what does not come home to it", async () => {
    const east = await imports("simba", trips, { depot: "East" });
    expect(east.rows.map((row) => row["block_id"])).toEqual(["7", "9"]);
    const strayed = spoiled(trips, "2026-03-02 09:00:00,East", "2026-03-02 09:00:00,West");
    const { rows, report } = await imports("simba", strayed, { depot: "East" });
    expect(rows.map((row) => row["block_id"])).toEqual(["7"]);
    expect(report.warnings).toContain(
      "left out, as its rotation does not end where it begins (East) (line 7)",
    );
    const all = await imports("simba", strayed);
    expect(all.rows.map((row) => row["block_id"])).toEqual(["7", "8"]);
    expect(await refusal("simba", trips, { depot: "North" })).toBe(
      "file.csv no rotation begins and ends at North (trips begin and end at East, Hill, Mill, West)",
    );
  });

  it("have the unit that their speed tells, whatever the documentation says", async () => {
    const inKm = trips.replaceAll(
      /,(\d{4,5}),([AS]B)/g,
      (_, metres, type) => `,${Number(metres) / 1000},${type}`,
    );
    const [metres, km] = await Promise.all([imports("simba", trips), imports("simba", inKm)]);
    expect(km.csv).toBe(metres.csv);
    expect(km.report.warnings[0]).toBe(
      "distances are taken as km: SimBA's documentation says m, which would be " +
        "a median of 0.021 km/h; --distance-unit settles it",
    );
    expect((await imports("simba", inKm, { distanceUnit: "km" })).csv).toBe(metres.csv);
    expect(await refusal("simba", inKm, { distanceUnit: "m" })).toBe(
      "file.csv:2 found distances that make a median of 0.021 km/h when taken as m " +
        "(lines 2, 3, 4 and 3 more), expected 3 to 80 km/h (an estimate) " +
        "(--distance-unit km would make a median of 21 km/h)",
    );
    expect(await refusal("simba", trips, { distanceUnit: "km" })).toContain(
      "--distance-unit m would make",
    );
  });

  it("are named where one of them is in another unit than the rest", async () => {
    const { report } = await imports("simba", spoiled(trips, "Mill,4200,", "Mill,4.2,"));
    expect(report.warnings).toContain(
      "slower than 0.1 km/h: is that distance in another unit? (line 2)",
    );
  });

  it.each([
    [
      "Mill,14519,AB",
      "Mill,14519,SB",
      "file.csv:4 rotation 7 is of type SB here, of type AB in line 2 (one rotation is made by one bus)",
    ],
    [
      "2026-03-02 05:30:00,",
      "2026-03-02 05:20:00,",
      "file.csv:4 rotation 7 departs here before its trip of line 2 has arrived (one bus cannot be in two places)",
    ],
    [
      "2026-03-02 05:22:00",
      "2026-03-02 05:02:00",
      "file.csv:2:29 arrival_time: found 2026-03-02 05:02:00 after 2026-03-02 05:10:00: it ends before it begins",
    ],
    [
      "2026-03-02 05:22:00",
      "5.22 Uhr",
      'file.csv:2:29 arrival_time: found "5.22 Uhr", expected a time like 05:30, 25:10, -00:41 or 2026-03-02 05:30:00',
    ],
    [
      "Mill,4200,",
      "Mill,far,",
      'file.csv:2:54 distance: found "far", expected a number of m, 0 to 1000000',
    ],
    ["7,,East", ",,East", "file.csv:2:1 rotation_id: this is empty, expected a name"],
    [
      "rotation_id",
      "rotation",
      "file.csv:1 found the columns rotation, line, departure_name, departure_time, arrival_time, arrival_name, distance, vehicle_type, temperature, level_of_loading, charging_type; for trips of SimBA there is no rotation_id (say which they are: --column rotation=…)",
    ],
  ])("are refused with the line: %s → %s", async (sound, bad, message) => {
    expect(await refusal("simba", spoiled(trips, sound, bad))).toBe(message);
  });
});
