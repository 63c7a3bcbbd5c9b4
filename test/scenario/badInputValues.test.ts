import { describe, expect, it } from "vitest";
import { depotYaml, problemIn, problemWith } from "../support/soundDepot.ts";

describe("numbers that are text", () => {
  it.each([
    ["ratedKw: 150", 'ratedKw: "150 kW"', '13:14 stations.0.ratedKw: found "150 kW"', "150"],
    ["ratedKw: 150", "ratedKw: 150 kW", '13:14 stations.0.ratedKw: found "150 kW"', "150"],
    ["ratedKw: 150", "ratedKw: '150'", '13:14 stations.0.ratedKw: found "150"', "150"],
    ["ratedKw: 150", "ratedKw: 0.15 MW", '13:14 stations.0.ratedKw: found "0.15 MW"', "150"],
    ["ratedKw: 150", "ratedKw: 150000 W", '13:14 stations.0.ratedKw: found "150000 W"', "150"],
    ["ratedKw: 150", "ratedKw: 150,5", '13:14 stations.0.ratedKw: found "150,5"', "150.5"],
    [
      "usableKwh: 300",
      "usableKwh: 0.3 MWh",
      '6:16 vehicleTypes.S12.usableKwh: found "0.3 MWh"',
      "300",
    ],
    [
      "ratedKw: 150",
      "ratedKw: 150\n    efficiency: 95 %",
      '14:17 stations.0.efficiency: found "95 %"',
      "0.95",
    ],
  ])("tells for %s how to write %s", async (sound, bad, message, number) => {
    expect(await problemIn(sound, bad)).toBe(
      `depot.yaml:${message}, expected a number (write ${number})`,
    );
  });

  it.each(["lots", "1,400", "150 A", "about 150", "--150", "150 kW net", "NaN", "Infinity"])(
    "does not guess what %s means",
    async (text) => {
      expect(await problemIn("ratedKw: 150", `ratedKw: "${text}"`)).toBe(
        `depot.yaml:13:14 stations.0.ratedKw: found "${text}", expected a number`,
      );
    },
  );

  it("tells of a choice of forms which there are, and how to write the number", async () => {
    expect(await problemIn("contractKw: 400", "contractKw: 0.4 MW")).toBe(
      'depot.yaml:16:15 grid.contractKw: found "0.4 MW", expected a number, or {daily: …}, ' +
        "or {file: …} (write 400)",
    );
  });
});

describe("values of the wrong kind", () => {
  it.each([
    [
      "aliases: [solo]",
      "preconditioning: { heating: heatpump }",
      '9:33 vehicleTypes.S12.preconditioning.heating: found "heatpump", expected one of ptc, heatPump (did you mean heatPump?)',
    ],
    [
      "control:",
      "operations: { ambientC: -10 C }\ncontrol:",
      '20:25 operations.ambientC: found "-10 C", expected a number',
    ],
    ["ratedKw: 150", "ratedKw: true", "13:14 stations.0.ratedKw: found true, expected a number"],
    ["ratedKw: 150", "ratedKw: [1, 2]", "13:14 stations.0.ratedKw: found [1,2], expected a number"],
    [
      "count: 2",
      "count: 1.5",
      "12:12 stations.0.count: found 1.5, expected a whole number, or asNeeded",
    ],
    [
      "count: 2",
      "count: as needed",
      '12:12 stations.0.count: found "as needed", expected a whole number, or asNeeded (did you mean asNeeded?)',
    ],
    ["id: P", "id: 7", '11:9 stations.0.id: found 7, expected text (write "7" in quotes)'],
    [
      "id: P",
      "id: P 1",
      '11:9 stations.0.id: found "P 1", expected a name of letters, digits and . _ - + @ # /',
    ],
    [
      "  S12:",
      "  S 12:",
      '5:3 vehicleTypes: found "S 12", expected a name of letters, digits and . _ - + @ # /',
    ],
    [
      "[solo]",
      "[7]",
      '9:15 vehicleTypes.S12.aliases.0: found 7, expected text (write "7" in quotes)',
    ],
    [
      "control:\n  strategy: leastLaxityFirst\n",
      "control: fast\n",
      '20:10 control: found "fast", expected a mapping',
    ],
    [
      "leastLaxityFirst",
      "leastLaxtyFirst",
      '21:13 control.strategy: found "leastLaxtyFirst", expected one of immediate, ' +
        "firstComeFirstServed, lastComeFirstServed, earliestDeadlineFirst, leastLaxityFirst, " +
        "longestRemainingFirst, equalShare, roundRobin, balanced, peakShaving (did you mean leastLaxityFirst?)",
    ],
  ])("are told: %s → %s", async (sound, bad, message) => {
    expect((await problemIn(sound, bad)).split("\n")[0]).toBe(`depot.yaml:${message}`);
  });

  it.each([
    ["schemaVersion: 2", "schemaVersion: found 2, expected 1"],
    ["schemaVersion: '1'", 'schemaVersion: found "1", expected 1 (write 1 without quotes)'],
    [
      "timezone: Europe/Berln",
      'timezone: found "Europe/Berln", expected an IANA time zone (write for example Europe/Berlin)',
    ],
    ["name: ../../etc", 'name: found "../../etc", expected a name'],
    ["name: a/../../b", 'name: found "a/../../b", expected a name without /'],
    ["seed: -1", "seed: found -1, expected a number of at least 0"],
    ["seed: 1.5", "seed: found 1.5, expected a whole number"],
  ])("are told: %s", async (line, message) => {
    const found = await problemWith({ "depot.yaml": `${line}\n${depotYaml}` });
    expect(found.replace(/^depot\.yaml:1:\d+ /, "")).toContain(message);
  });
});

describe("numbers out of bounds", () => {
  it.each([
    ["0", "0, expected a number above 0"],
    ["-5", "-5, expected a number above 0"],
    [".nan", "NaN, expected a number"],
    [".inf", "Infinity, expected a number"],
    ["-.inf", "-Infinity, expected a number"],
    ["1e400", "Infinity, expected a number"],
    ["1e9", "1000000000, expected a number of at most 1000000"],
  ])("refuses a rated power of %s", async (text, message) => {
    expect(await problemIn("ratedKw: 150", `ratedKw: ${text}`)).toBe(
      `depot.yaml:13:14 stations.0.ratedKw: found ${message}`,
    );
  });

  it.each([
    [
      "maxChargeKw: 150",
      "chargeCurveKw: [[0, 150], [1.2, 50]]",
      "8:32 vehicleTypes.S12.chargeCurveKw.1.0: found 1.2, expected a number of at most 1",
    ],
    [
      "maxChargeKw: 150",
      "chargeCurveKw: [[-0.1, 150], [1, 50]]",
      "8:22 vehicleTypes.S12.chargeCurveKw.0.0: found -0.1, expected a number of at least 0",
    ],
    [
      "maxChargeKw: 150",
      "chargeCurveKw: [[0, 150, 1], [1, 50]]",
      "8:21 vehicleTypes.S12.chargeCurveKw.0: found [0,150,1], expected a pair [soc, kW]",
    ],
    [
      "maxChargeKw: 150",
      "chargeCurveKw: [[0, 150]]",
      "8:20 vehicleTypes.S12.chargeCurveKw: found [[0,150]], expected at least two knots, from soc 0 to soc 1",
    ],
    [
      "maxChargeKw: 150",
      "chargeCurveKw: [[0, 150], [0.9, 50]]",
      "8:20 vehicleTypes.S12.chargeCurveKw: found knots at soc 0, 0.9, expected 0 to 1, rising",
    ],
    [
      "maxChargeKw: 150",
      "chargeCurveKw: [[0, 150], [0.9, 0], [1, 9]]",
      "8:20 vehicleTypes.S12.chargeCurveKw: found a power of 0 below soc 1: the bus could never get further (give every knot but the last some power)",
    ],
    [
      "maxChargeKw: 150",
      "maxChargeKw: 150\n    chargeCurveKw: [[0, 150], [1, 50]]",
      "6:5 vehicleTypes.S12: expected either maxChargeKw, with or without chargeCurve, or chargeCurveKw (leave one of them out)",
    ],
    [
      "    maxChargeKw: 150\n",
      "",
      "6:5 vehicleTypes.S12: expected either maxChargeKw, with or without chargeCurve, or chargeCurveKw (add one of them)",
    ],
    [
      "    usableKwh: 300\n",
      "",
      "6:5 vehicleTypes.S12: expected usableKwh or grossKwh (add one of them)",
    ],
    [
      "usableKwh: 300",
      "usableKwh: 300\n    grossKwh: 200",
      "6:16 vehicleTypes.S12.usableKwh: found 300, more than grossKwh 200 (usable energy is a part of gross energy)",
    ],
    [
      "    aliases: [solo]",
      "    aliases: [solo]\n  A18: { usableKwh: 1, consumptionKwhPerKm: 1, maxChargeKw: 1, aliases: [x, solo] }",
      '10:77 vehicleTypes.A18.aliases.1: "solo" already names the type S12 (a name stands for one type, and is given once)',
    ],
  ])("refuses a type of bus: %s → %s", async (sound, bad, message) => {
    expect(await problemIn(sound, bad)).toBe(`depot.yaml:${message}`);
  });
});
