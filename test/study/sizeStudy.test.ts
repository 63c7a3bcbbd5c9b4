import { describe, expect, it } from "vitest";
import type { SizeResult } from "../../src/study/index.ts";
import { type Asked, sizing } from "../support/sizing.ts";

/** @param more keys of its own */
function depot(more = ""): string {
  return `
timezone: UTC
timetable: { file: stays.csv }
vehicleTypes:
  bus: { grossKwh: 400, usableKwh: 300, consumptionKwhPerKm: 1, maxChargeKw: 150, chargeCurve: [[0, 1], [1, 1]] }
operations: { plugInDelayMin: 0, unplugBeforeDepartureMin: 0 }
stations: [{ id: P, count: asNeeded, ratedKw: 150, efficiency: 1 }]
${more}`;
}

function csv(...rows: readonly string[]): string {
  const header = "vehicle_id,vehicle_type,arrive_depot,depart_depot,energy_kwh";
  return `${[header, ...rows].join("\n")}\n`;
}

/** Ten hours for 101 kWh: 10.1 kW. */
const ONE_BUS = csv("B1,bus,2026-03-02 20:00,2026-03-03 06:00,101");

async function sized(asked: Asked): Promise<SizeResult> {
  const { report } = await sizing(asked);
  return report.sizes[0]!;
}

describe("how big a connection must be", () => {
  it("is energy over time, rounded up, for one bus", async () => {
    const files = { "depot.yaml": depot(), "stays.csv": ONE_BUS };
    const { report, rows } = await sizing({ files });
    const [size] = report.sizes as [SizeResult];
    expect(size.value).toBe(11);
    expect(size.limitedBy[0]).toMatchObject({
      night: "2026-03-02",
      vehicles: ["B1"],
      node: "site",
      from: "2026-03-02T20:00:00+00:00",
      to: "2026-03-03T06:00:00+00:00",
      lackingKwh: expect.closeTo(1, 3),
    });
    expect(report.bounds.exactMinPeakKw).toBeCloseTo(10.1, 6);
    expect(size).toMatchObject({ pointsAtOnce: 1, cabinetsAtOnce: 0, interval: null });
    // Each night names what does it again.
    const at10 = rows.find(({ settings }) => settings.endsWith("grid.contractKw=10"))!;
    expect(at10.command).toBe(
      "busbar run depot.yaml --set control.strategy=leastLaxityFirst --set grid.contractKw=10 --seed 1",
    );
    expect(at10["size.isServed"]).toBe(false);
  });

  it("counts base load, and is the peak of plug and charge where nothing is managed", async () => {
    const files = { "depot.yaml": depot("grid: { baseLoadKw: 30 }"), "stays.csv": ONE_BUS };
    expect((await sized({ files })).value).toBe(41);
    expect((await sized({ files, strategies: ["immediate"] })).value).toBe(180);
    const rising = { ...files, "depot.yaml": depot("grid: { baseLoadKw: 30, maxKw: 100 }") };
    const { value, notReachable } = await sized({ files: rising, strategies: ["immediate"] });
    expect(value).toBeNull();
    expect(notReachable[0]).toContain("charging breaks another limit of the grid, 1 times");
  });

  it("of plug and charge may be below the bound: a contract binds means", async () => {
    // 10.1 kWh in a quarter-hour, or in five minutes but for the 0.03 kWh that a link cannot tell.
    const stay = csv("B1,bus,2026-03-02 20:00,2026-03-02 20:05,10.1");
    const files = { "depot.yaml": depot(), "stays.csv": stay };
    const { report } = await sizing({ files, strategies: ["immediate", "leastLaxityFirst"] });
    expect(report.sizes.map(({ value }) => value)).toEqual([41, 121]);
    expect(report.bounds.exactMinPeakKw).toBeCloseTo(121.2, 6);
  });

  it("excuses what no connection could do, and tells it apart", async () => {
    // B2 needs 200 kWh in one hour at 150 kW.
    const files = {
      "depot.yaml": depot(),
      "stays.csv": csv(
        "B1,bus,2026-03-02 20:00,2026-03-03 06:00,101",
        "B2,bus,2026-03-03 08:00,2026-03-03 09:00,200",
      ),
    };
    const size = await sized({ files });
    expect(size.unavoidablyShort).toBe(1);
    expect(size.value).toBe(150);
    expect(size.limitedBy[0]!.vehicles).toEqual(["B2"]);
  });

  it("of a feeder goes by its id; another that is too small is named", async () => {
    const grid = (otherKw: number): string =>
      `grid: { children: [{ id: north, maxKw: ${otherKw} }, { id: south }] }`;
    const stations =
      "[{ id: N, ratedKw: 150, efficiency: 1, gridNode: north }, { id: S, ratedKw: 150, efficiency: 1, gridNode: south }]";
    const named = `vehicle_id,vehicle_type,arrive_depot,depart_depot,energy_kwh,point_id
B1,bus,2026-03-02 20:00,2026-03-03 06:00,101,S
B2,bus,2026-03-02 20:00,2026-03-03 06:00,205,N
`;
    const yaml = (otherKw: number): string =>
      depot(grid(otherKw)).replace(/stations: .*/, `stations: ${stations}`);
    const asked = { quantity: "grid.children.south.maxKw" };
    const wide = { "depot.yaml": yaml(21), "stays.csv": named };
    expect((await sized({ ...asked, files: wide })).value).toBe(11);
    const narrow = { "depot.yaml": yaml(20), "stays.csv": named };
    const { value, notReachable } = await sized({ ...asked, files: narrow });
    expect(value).toBeNull();
    expect(notReachable[0]).toMatch(/B2 not served .*; north has nothing left from 20:00 to 06:00/);
  });

  it("of points, of a fleet and of a rating is what must be there at once", async () => {
    const files = {
      "depot.yaml": depot(),
      "stays.csv": csv(
        ...["B1", "B2", "B3"].map((bus) => `${bus},bus,2026-03-02 20:00,2026-03-03 06:00,150`),
      ),
    };
    const points = await sized({ files, quantity: "stations.P.count" });
    expect(points.value).toBe(3);
    // Two points: the third bus has one only when the first of them leaves.
    expect(points.limitedBy[0]).toMatchObject({
      node: null,
      queue: {
        vehicles: ["B3"],
        from: "2026-03-02T20:00:00+00:00",
        to: "2026-03-03T06:00:00+00:00",
        atOnce: 1,
        longestMin: 600,
      },
    });
    expect((await sized({ files, quantity: "stations.P.ratedKw" })).value).toBe(15);
    const blocks = `block_id,vehicle_type,depart_depot,return_depot,energy_kwh
a,bus,2026-03-02 05:00,2026-03-02 12:00,100
b,bus,2026-03-02 06:00,2026-03-02 13:00,100
c,bus,2026-03-02 13:00,2026-03-02 20:00,100
`;
    const fleet = { "depot.yaml": depot(), "stays.csv": blocks };
    const buses = await sized({ files: fleet, quantity: "operations.fleet.bus" });
    expect(buses.value).toBe(2);
    expect(buses.limitedBy[0]!.refused).toMatch(/too few/);
  });

  it("of cabinets names the one whose modules were all in use", async () => {
    const cabinet =
      "[{ id: C, count: 1, outlets: 3, sharing: dynamic, cabinetKw: 30, moduleKw: 10, ratedKw: 30, efficiency: 1 }]";
    // 450 kWh in ten hours: 45 kW.
    const buses = ["B1", "B2", "B3"].map(
      (bus) => `${bus},bus,2026-03-02 20:00,2026-03-03 06:00,150`,
    );
    const files = {
      "depot.yaml": depot().replace(/stations: .*/, `stations: ${cabinet}`),
      "stays.csv": csv(...buses),
    };
    // All three are sent to the first cabinet, however many there are.
    const { value, notReachable } = await sized({ files, quantity: "stations.C.count" });
    expect(value).toBeNull();
    expect(notReachable[0]).toMatch(
      /B\d.* not served .*; cabinet C1 has nothing left from 20:00 to 06:00/,
    );
  });

  it("is the largest of several scenarios, and one for a share of nights", async () => {
    const files = {
      "depot.yaml": depot(),
      "stays.csv": ONE_BUS,
      "winter.yaml": depot().replace("stays.csv", "winter.csv"),
      "winter.csv": ONE_BUS.replace(",101", ",207"),
    };
    const scenarios = ["depot.yaml", "winter.yaml"];
    const both = await sized({ files, scenarios });
    expect(both.value).toBe(21);
    expect(both.limitedBy.map(({ scenario }) => scenario)).toEqual(["winter"]);
    // From plugging in on, which chance delays, the energy has to flow.
    const late = {
      "depot.yaml": depot().replace(
        "plugInDelayMin: 0",
        "plugInDelayMin: { medianMin: 60, p95Min: 300 }",
      ),
      "stays.csv": ONE_BUS,
    };
    const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
    const most = await sized({ files: late, seeds, share: 0.8 });
    const all = await sized({ files: late, seeds, share: 1 });
    expect(most).toMatchObject({ served: 16, nights: 20 });
    expect(all).toMatchObject({ served: 20, nights: 20, shareServed: 1 });
    expect(all.value!).toBeGreaterThan(most.value!);
    expect(most.interval!.low).toBeLessThan(0.8);
    expect(most.interval!.high).toBeGreaterThan(0.8);
    // 101 kWh in what is left of ten hours, for all but the four latest.
    const { rows } = await sizing({ files: late, seeds, share: 1 });
    const neededKw = seeds.map((seed) =>
      Math.min(
        ...rows
          .filter((row) => row.seed === seed && row["size.isServed"] === true)
          .map((row) => Number(row.settings.split("=").at(-1))),
      ),
    );
    expect(Math.max(...neededKw)).toBe(all.value);
  });
});
