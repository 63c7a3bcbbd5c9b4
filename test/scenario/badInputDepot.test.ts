import { describe, expect, it } from "vitest";
import { load, depotYaml, problemIn, problemWith, spoiled } from "../support/soundDepot.ts";

const noStations = depotYaml.replace(/stations:[^]*?grid:/, "STATIONS\ngrid:");

describe("stations that cannot be", () => {
  it.each([
    ["stations: []", "10:11 stations: found [], expected at least one charging station"],
    ["stations:", "10:10 stations: found nothing, expected a list"],
    ["stations: { id: P }", '10:11 stations: found {"id":"P"}, expected a list'],
    [
      "",
      "1:1 stations: this is missing; expected a list " +
        "(add stations: Charging stations, in groups of one kind)",
    ],
  ])("tells that there is no charging point: %j", async (text, message) => {
    const yaml = noStations.replace("STATIONS", text);
    expect(await problemWith({ "depot.yaml": yaml })).toBe(`depot.yaml:${message}`);
  });

  it.each([
    ["count: 2", "count: 0", "12:12 stations.0.count: found 0, expected a number of at least 1"],
    [
      "ratedKw: 150",
      "ratedKw: 150\n    minKw: 200",
      "14:12 stations.0.minKw: found 200, more than ratedKw 150 (expected 0 to 150)",
    ],
    [
      "ratedKw: 150",
      "ratedKw: 150\n    fallbackKw: 151",
      "14:17 stations.0.fallbackKw: found 151, more than ratedKw 150 (expected 0 to 150)",
    ],
    [
      "ratedKw: 150",
      "ratedKw: 150\n    efficiency: 95",
      "14:17 stations.0.efficiency: found 95, expected a number of at most 1",
    ],
    [
      "ratedKw: 150",
      "ratedKw: 150\n    efficiency: 0.9\n    loss: { fixedKw: 1, linear: 0, quadratic: 0 }",
      "15:11 stations.0.loss: found efficiency and loss (give one of them)",
    ],
    [
      "gridNode: hall",
      "gridNode: hal",
      '14:15 stations.0.gridNode: there is no grid node "hal" (did you mean hall?)',
    ],
    [
      "gridNode: hall",
      "gridNode: yard-7",
      '14:15 stations.0.gridNode: there is no grid node "yard-7" (known: site, hall)',
    ],
    [
      "grid:\n",
      "  - { id: P2, ratedKw: 50 }\ngrid:\n",
      '15:11 stations.1.id: "P2" already names a station of stations.0 (give the groups other ids)',
    ],
    [
      "grid:\n",
      "  - { id: A, count: asNeeded, ratedKw: 50 }\n  - { id: B, count: asNeeded, ratedKw: 50 }\ngrid:\n",
      "11:3 stations: found several groups asNeeded, expected at most one (give the others a number)",
    ],
  ])("tells: %s → %s", async (sound, bad, message) => {
    expect(await problemIn(sound, bad)).toBe(`depot.yaml:${message}`);
  });
});

describe("grids that cannot be", () => {
  it.each([
    [
      "- id: hall",
      "- id: site",
      '18:11 grid.children.0.id: "site" already names another grid node (give it another id)',
    ],
    [
      "- id: hall",
      "- id: hall\n    - id: hall",
      '19:11 grid.children.1.id: "hall" already names another grid node (give it another id)',
    ],
    [
      "contractKw: 400",
      "contractKw: -1",
      "16:15 grid.contractKw: found -1, expected a number of at least 0",
    ],
    [
      "contractKw: 400",
      "contractKw: { daily: [['5:00', 400]] }",
      '16:26 grid.contractKw.daily.0.0: found "5:00", expected a time of day like 05:30',
    ],
    [
      "contractKw: 400",
      "contractKw: { daily: [['05:00', 1], ['05:00', 2]] }",
      '16:24 grid.contractKw.daily: found [["05:00",1],["05:00",2]], expected every time of day once',
    ],
    [
      "contractKw: 400",
      "contractKw: { daily: [['05:00', 1]], file: a.csv }",
      '16:15 grid.contractKw: found {"daily":[["05:00",1]],"file":"a.csv"}, expected a number, ' +
        "or {daily: …}, or {file: …}",
    ],
    [
      "contractKw: 400",
      "contractKw: 40\n  baseLoadKw: 60",
      "16:15 grid.contractKw: found 40, less than the smallest base load there, 60 kW " +
        "(raise it or lower baseLoadKw: nothing would be left for charging at any time)",
    ],
    [
      "maxKw: 350",
      "maxKw: { daily: [['00:00', 10], ['12:00', 20]] }\n      baseLoadKw: 25",
      "19:14 grid.children.0.maxKw: found a limit that is less than the base load there at all times " +
        "(raise it or lower baseLoadKw: nothing would be left for charging at any time)",
    ],
    [
      "ratedKw: 150",
      "ratedKw: 150\n    fallbackKw: 190",
      "14:17 stations.0.fallbackKw: found 190, more than ratedKw 150 (expected 0 to 150)",
    ],
  ])("tells: %s → %s", async (sound, bad, message) => {
    expect(await problemIn(sound, bad)).toBe(`depot.yaml:${message}`);
  });

  it("tells of fallbacks that exceed a limit when nobody is in control", async () => {
    const yaml = spoiled(depotYaml, "ratedKw: 150", "ratedKw: 200\n    fallbackKw: 175");
    expect(await problemWith({ "depot.yaml": yaml })).toBe(
      "depot.yaml:20:14 grid.children.0.maxKw: the fallbacks of the stations below draw 368.4 kW, " +
        "350 kW is left for them (lower fallbackKw: it flows when nobody is in control)",
    );
  });

  it("only warns of a limit that base load crosses at times", async () => {
    const daily = "{ daily: [['00:00', 20], ['05:00', 60]] }";
    const yaml = spoiled(depotYaml, "contractKw: 400", `contractKw: 40\n  baseLoadKw: ${daily}`);
    const { warnings } = await load({ "depot.yaml": yaml });
    expect(warnings).toEqual([
      "site: base load alone is above contractKw at times (up to 60 kW); such breaches are counted apart",
    ]);
  });
});
