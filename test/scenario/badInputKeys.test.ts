import { describe, expect, it } from "vitest";
import { depotYaml, problemIn, problemWith, spoiled } from "../support/soundDepot.ts";

describe("keys that nobody knows", () => {
  it.each([
    ["at the top", "control:", "controll:", '20:1 there is no key "controll" here', "control"],
    [
      "within a section",
      "strategy:",
      "stratgy:",
      '21:3 control: there is no key "stratgy" here',
      "strategy",
    ],
    [
      "within a list",
      "count: 2",
      "cuont: 2",
      '12:5 stations.0: there is no key "cuont" here',
      "count",
    ],
    [
      "deep in the grid",
      "    - id: hall\n      maxKw: 350",
      "    - id: hall\n      maxkw: 350",
      '19:7 grid.children.0: there is no key "maxkw" here',
      "maxKw",
    ],
    [
      "in a type of bus",
      "    aliases:",
      "    alias:",
      '9:5 vehicleTypes.S12: there is no key "alias" here',
      "aliases",
    ],
    [
      "of people's work",
      "control:",
      "operations: { ambient: -10 }\ncontrol:",
      '20:15 operations: there is no key "ambient" here',
      "ambientC",
    ],
    [
      "in a choice of forms",
      "contractKw: 400",
      "contractKw: { dayly: [['05:00', 400]] }",
      '16:17 grid.contractKw: there is no key "dayly" here',
      "daily",
    ],
  ])("are told %s, with the one that was meant", async (_, sound, bad, message, meant) => {
    expect(await problemIn(sound, bad)).toBe(`depot.yaml:${message} (did you mean ${meant}?)`);
  });

  it("lists all that are known when none is near", async () => {
    expect(await problemWith({ "depot.yaml": `${depotYaml}weather: fine\n` })).toBe(
      'depot.yaml:22:1 there is no key "weather" here (known keys: schemaVersion, extends, name, ' +
        "description, timezone, seed, timetable, vehicleTypes, stations, grid, operations, " +
        "charging, control, links, presystems, incidents, uncertainty, assert)",
    );
  });

  it("lists all that can be said of presystems when none is near", async () => {
    expect(
      await problemWith({ "depot.yaml": `${depotYaml}presystems:\n  weather: fine\n` }),
    ).toContain(
      'depot.yaml:23:3 presystems: there is no key "weather" here (known keys: host, port, path, certFile, ' +
        "keyFile, accounts, schemaVersion, compat, validation, rejectWholeOn1x, presentPowerIs, pciScope, " +
        "informationPeriodSec, priorityOrder, unknownVehicles, stopOnRemoval, orphanHours, " +
        "presystemPrecedence, onRoutePoints)",
    );
  });

  it("tells once of a key that is needed and written otherwise", async () => {
    expect(await problemIn("ratedKw", "ratedKW")).toBe(
      'depot.yaml:13:5 stations.0: there is no key "ratedKW" here (did you mean ratedKw?)',
    );
  });
});

describe("keys that are missing", () => {
  it("are told with what belongs there", async () => {
    expect(await problemIn("    ratedKw: 150\n", "")).toBe(
      "depot.yaml:11:5 stations.0.ratedKw: this is missing; expected a number " +
        "(add ratedKw: Most each outlet gives [kW, outlet side])",
    );
  });

  it("are told of whole sections, all at once", async () => {
    expect(await problemWith({ "depot.yaml": "name: x\n" })).toBe(
      [
        "timetable: this is missing; expected a mapping (add timetable: Who comes and goes when)",
        "vehicleTypes: this is missing; expected a mapping (add vehicleTypes: The types of bus, by name)",
        "stations: this is missing; expected a list " +
          "(add stations: Charging stations, in groups of one kind)",
      ]
        .map((line) => `depot.yaml:1:1 ${line}`)
        .join("\n"),
    );
  });

  it("are not the same as keys without a value", async () => {
    expect(await problemIn("ratedKw: 150", "ratedKw:")).toBe(
      "depot.yaml:13:13 stations.0.ratedKw: found nothing, expected a number",
    );
  });
});

describe("many flaws", () => {
  it("are told together", async () => {
    const yaml = spoiled(
      spoiled(spoiled(depotYaml, "usableKwh: 300", "usableKwh: much"), "count: 2", "count: -2"),
      "leastLaxityFirst",
      "leastLaxtyFirst",
    );
    const lines = (await problemWith({ "depot.yaml": yaml })).split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual([
      "depot.yaml:6:16",
      "depot.yaml:12:12",
      "depot.yaml:21:13",
    ]);
  });

  it("are told up to ten", async () => {
    const keys = Array.from({ length: 300 }, (_, i) => `key${i}: 1\n`).join("");
    const message = await problemWith({ "depot.yaml": keys + depotYaml });
    expect(message.split("\n").length).toBe(10);
  });

  it("are told up to ten where stations disagree, too", async () => {
    const groups = Array.from({ length: 50 }, () => "  - { id: P, count: 2, ratedKw: 50 }\n").join(
      "",
    );
    const message = await problemIn("grid:\n", `${groups}grid:\n`);
    expect(message.split("\n").length).toBe(10);
    expect(message).toContain(
      'depot.yaml:15:11 stations.1.id: "P1" already names a station of stations.0 (give the groups other ids)',
    );
  });
});
