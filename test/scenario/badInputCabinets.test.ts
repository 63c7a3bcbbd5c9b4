import { describe, expect, it } from "vitest";
import { depotYaml, load, problemIn, spoiled } from "../support/soundDepot.ts";

/** Line 13 is the rating; what is added begins in line 14. */
const rated = (...lines: string[]): string => ["ratedKw: 150", ...lines].join("\n    ");

describe("cabinets that cannot be", () => {
  it.each([
    [
      rated("outlets: 2"),
      "14:14 stations.0.outlets: found 2, and not how they share (add sharing: sequential or dynamic)",
    ],
    [rated("outlets: 0"), "14:14 stations.0.outlets: found 0, expected a number of at least 1"],
    [
      rated("sharing: sequential"),
      "14:14 stations.0.sharing: found sequential, but a single outlet " +
        "(set outlets above 1, or leave it out)",
    ],
    [
      rated("cabinetKw: 300"),
      "14:16 stations.0.cabinetKw: found 300, but a single outlet (set outlets above 1, or leave it out)",
    ],
    [
      rated("outlets: 2", "sharing: parallel"),
      '15:14 stations.0.sharing: found "parallel", expected one of sequential, dynamic',
    ],
    [
      rated("outlets: 2", "sharing: sequential", "moduleKw: 30"),
      "16:15 stations.0.moduleKw: found 30, but sharing: sequential (leave it out, or share dynamic)",
    ],
    [
      rated("outlets: 2", "sharing: dynamic", "moduleKw: 30"),
      "15:14 stations.0.sharing: found dynamic without cabinetKw (add cabinetKw)",
    ],
    [
      rated("outlets: 2", "sharing: dynamic", "cabinetKw: 300"),
      "15:14 stations.0.sharing: found dynamic without moduleKw (add moduleKw)",
    ],
    [
      rated("outlets: 2", "sharing: dynamic", "cabinetKw: 100", "moduleKw: 30"),
      "16:16 stations.0.cabinetKw: found 100, expected a multiple of moduleKw 30 (for example 90)",
    ],
    [
      rated("outlets: 2", "sharing: dynamic", "cabinetKw: 10", "moduleKw: 30"),
      "16:16 stations.0.cabinetKw: found 10, expected a multiple of moduleKw 30 (for example 30)",
    ],
    [
      rated("outlets: 2", "sharing: dynamic", "cabinetKw: 300", "moduleKw: 0.1"),
      "17:15 stations.0.moduleKw: found 0.1, which makes 3000 modules (expected at most 1000)",
    ],
    [
      rated("outlets: 2", "sharing: sequential", "cabinetKw: 60", "minKw: 80"),
      "17:12 stations.0.minKw: found 80, more than all outlets give together, 60 kW (lower it)",
    ],
    [
      rated("outlets: 2", "sharing: sequential", "fallbackKw: 5"),
      "16:17 stations.0.fallbackKw: found 5, but one outlet of 2 gives power at a time " +
        "(set it to 0: it is set aside for every outlet at all times)",
    ],
    [
      rated("outlets: 4", "sharing: dynamic", "cabinetKw: 150", "moduleKw: 50", "fallbackKw: 5"),
      "18:17 stations.0.fallbackKw: found 5: for 4 outlets that takes more than the 3 modules there are " +
        "(lower it: it is set aside for every outlet at all times, in whole modules)",
    ],
    [
      rated("outlets: 2", "sharing: sequential", "switchSec: -1"),
      "16:16 stations.0.switchSec: found -1, expected a number of at least 0",
    ],
  ])("tells: %j", async (bad, message) => {
    expect(await problemIn("ratedKw: 150", bad)).toBe(`depot.yaml:${message}`);
  });

  it("tells of an outlet that has the name of another point", async () => {
    const more = '  - { id: "P1.2", ratedKw: 50 }\n';
    const yaml = spoiled(
      depotYaml,
      "gridNode: hall\n",
      `outlets: 2\n    sharing: sequential\n${more}`,
    );
    await expect(load({ "depot.yaml": yaml })).rejects.toThrow(
      'stations.1.id: "P1.2" already names a station of stations.0',
    );
  });
});

describe("cabinets", () => {
  const scenarioOf = async (...lines: string[]) =>
    (await load({ "depot.yaml": spoiled(depotYaml, "ratedKw: 150", rated(...lines)) })).scenario;

  it("are what count counts; their points are numbered, their standby is drawn once", async () => {
    const { stations, cabinets, nodes } = await scenarioOf(
      "outlets: 3",
      "sharing: dynamic",
      "cabinetKw: 100",
      "moduleKw: 33.3",
      "standbyKw: 0.4",
    );
    const names = ["P1.1", "P1.2", "P1.3", "P2.1", "P2.2", "P2.3"];
    expect(stations.map(({ id, cabinet }) => [id, cabinet])).toEqual(
      names.map((name, i) => [name, i < 3 ? 0 : 1]),
    );
    expect(cabinets.map(({ id, modules, switchMs }) => [id, modules, switchMs])).toEqual([
      ["P1", 3, 5000],
      ["P2", 3, 5000],
    ]);
    expect(cabinets[0]!.moduleKw * 3).toBeCloseTo(100, 12);
    expect(nodes.map(({ baseLoadKw }) => baseLoadKw.at(0))).toEqual([0, 0.8]);
  });

  it("are one module of the rating where one outlet gives power at a time", async () => {
    const { cabinets } = await scenarioOf("outlets: 2", "sharing: sequential");
    expect(
      cabinets.map(({ modules, moduleKw, switchMs }) => [modules, moduleKw, switchMs]),
    ).toEqual([
      [1, 150, 0],
      [1, 150, 0],
    ]);
  });

  it("come in such a number that their outlets are as many as needed", async () => {
    const yaml = spoiled(depotYaml, "count: 2", "count: asNeeded").replace(
      "ratedKw: 150",
      rated("outlets: 2", "sharing: sequential"),
    );
    const { scenario } = await load({
      "depot.yaml": yaml,
      "stays.csv":
        "vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block\n" +
        "B1,S12,18:00,25:10,100\nB2,solo,18:30,29:00,120\nB3,solo,18:40,29:00,120\n",
    });
    expect(scenario.stations.map(({ id }) => id)).toEqual(["P1.1", "P1.2", "P2.1", "P2.2"]);
  });
});
