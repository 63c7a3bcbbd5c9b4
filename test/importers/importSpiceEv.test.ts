import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { imports, refusal } from "../support/importing.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";
import { spoiled } from "../support/soundDepot.ts";

const trips =
  "departure_time,arrival_time,vehicle_type,soc,vehicle_id,connect_cs\n" +
  "2026-03-02 05:00:00,2026-03-02 09:00:00,bus12,0.7,b1,1\n" +
  "2026-03-02 10:00:00,2026-03-02 11:00:00,bus12,0.9,b1,0\n" +
  "2026-03-02 10:30:00,2026-03-02 11:30:00,bus12,0.5,b2,1\n" +
  "2026-03-02 12:00:00,2026-03-02 13:00:00,bus12,0.85,b1,1\n";

describe("trips of SpiceEV", () => {
  const capacityKwh = new Map([["bus12", 300]]);

  it("use shares of a capacity, and are joined where the bus is not plugged in between", async () => {
    const { rows, report } = await imports("spice-ev", trips, { capacityKwh });
    expect(rows.map((row) => Object.values(row).join(" "))).toEqual([
      "b1 bus12 2026-03-02 05:00 2026-03-02 09:00 90",
      "b1 bus12 2026-03-02 10:00 2026-03-02 13:00 75",
      "b2 bus12 2026-03-02 10:30 2026-03-02 11:30 150",
    ]);
    expect(report.warnings).toEqual([
      "connect_cs is 0: one block with the next of this bus (line 3)",
    ]);
  });

  it("take distance where there is no energy, and delta_soc before it where there is a capacity", async () => {
    const both =
      "departure_time,arrival_time,vehicle_type,delta_soc,distance\n2026-03-02 05:00:00,2026-03-02 09:00:00,bus12,0.4,80\n";
    expect((await imports("spice-ev", both)).rows[0]).toMatchObject({ distance_km: "80" });
    expect((await imports("spice-ev", both)).rows[0]).not.toHaveProperty("energy_kwh");
    expect((await imports("spice-ev", both, { capacityKwh })).rows[0]).toMatchObject({
      energy_kwh: "120",
    });
  });

  it("are of the type that people say", async () => {
    const typeNames = new Map([["bus12", "S12"]]);
    const { rows } = await imports("spice-ev", trips, {
      typeNames,
      capacityKwh: new Map([["S12", 300]]),
    });
    expect(rows[0]).toMatchObject({ vehicle_class: "S12", energy_kwh: "90" });
  });

  it.each([
    [
      "",
      "",
      "file.csv:2:47 soc: found neither distance nor energy, and no capacity of bus12 (--capacity-kwh bus12=… makes energy of a share of the battery)",
    ],
    [
      ",soc,",
      ",note,",
      "file.csv:1 there is no column distance, energy_kwh, delta_soc or soc: what buses use is not known (add one of them, or say which it is: --column distance=…)",
    ],
    [
      "arrival_time",
      "vehicle_id",
      "file.csv:1 found the columns departure_time, vehicle_id, vehicle_type, soc, vehicle_id, connect_cs; for trips of SpiceEV there is no arrival_time (say which they are: --column return=…)",
    ],
  ])("are refused: %s → %s", async (sound, bad, message) => {
    expect(await refusal("spice-ev", spoiled(trips, sound, bad))).toBe(message);
  });

  it.each([
    ["0.7,b1", "70,b1", 'file.csv:2:47 soc: found "70", expected a number of soc, 0 to 1'],
    [
      "2026-03-02 09:00:00",
      "2026-03-01 09:00:00",
      "file.csv:2:21 arrival_time: found 2026-03-01 09:00:00 after 2026-03-02 05:00:00: it ends before it begins",
    ],
    [
      "2026-03-02 09:00:00",
      "09:00",
      "file.csv:2:21 arrival_time: found 09:00 after 2026-03-02 05:00:00: one time has a date and one has none (give both a date, or none)",
    ],
    ["b1,1\n", "b1\n", "file.csv:2:51 vehicle_id: found 5 cells, expected 6 as in the header"],
  ])("are refused with their line: %s → %s", async (sound, bad, message) => {
    expect(await refusal("spice-ev", spoiled(trips, sound, bad), { capacityKwh })).toBe(message);
  });
});

describe.skipIf(!hasSharedData)("the depots of the peer bench", () => {
  it.each([
    ["depot_25x7.csv", 25],
    ["depot_100x7.csv", 100],
    ["depot_400x7.csv", 400],
    ["depot_100x28.csv", 100],
  ])("are read whole: %s", async (name, buses) => {
    const text = readFileSync(sharedPath(`peer-bench/${name}`), "utf8");
    const cells = text
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
    const total = (column: number): number =>
      cells.reduce((sum, row) => sum + Number(row[column]), 0);
    const { rows, report } = await imports("spice-ev", text);
    expect(rows.length).toBe(cells.length);
    expect(report).toMatchObject({ vehicles: buses, energyRows: cells.length, warnings: [] });
    expect(report.distanceKm).toBeCloseTo(total(5), 0);
    expect(rows.reduce((sum, row) => sum + Number(row["energy_kwh"]), 0)).toBeCloseTo(total(6), 3);
    expect(report.distance).toMatch(
      /^km, as SpiceEV's documentation says: a median of 1[0-9.]+ km\/h$/,
    );
  });

  it("are refused in metres, and known for what they are when written in them", async () => {
    const text = readFileSync(sharedPath("peer-bench/depot_25x7.csv"), "utf8");
    expect(await refusal("spice-ev", text, { distanceUnit: "m" })).toMatch(
      /--distance-unit km would make/,
    );
    const metres = text.replaceAll(
      /,([\d.]+),([\d.]+)$/gm,
      (_, km, kwh) => `,${Math.round(Number(km) * 1000)},${kwh}`,
    );
    const [asKm, asMetres] = [await imports("spice-ev", text), await imports("spice-ev", metres)];
    expect(asMetres.csv).toBe(asKm.csv);
    expect(asMetres.report.distance).toMatch(/^m, as their size says/);
  });
});
