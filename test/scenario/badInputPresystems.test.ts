import { describe, expect, it } from "vitest";
import { depotYaml, load, problemWith } from "../support/soundDepot.ts";

/** The sound depot with presystems, whose port is in line 23. */
const withPresystems = `${depotYaml}presystems:
  port: 8463
  accounts: [{ user: dms, passwordFile: secret, presystemIds: [dms] }]
`;

/** What is wrong with one more line, which is the 25th. */
const problemOf = (line: string): Promise<string> =>
  problemWith({ "depot.yaml": `${withPresystems}  ${line}\n` });

describe("what is decided of presystems", () => {
  it.each([
    ["schemaVersion: 3", "18 presystems.schemaVersion: found 3, expected one of 1.0, 1.1, 2.0"],
    ["schemaVersion: v2", '18 presystems.schemaVersion: found "v2", expected one of 1.0, 1.1, 2.0'],
    ["compat: 1.1", "11 presystems.compat: found 1.1, expected 1.0"],
    [
      "validation: strickt",
      '15 presystems.validation: found "strickt", expected one of strict, tolerant (did you mean strict?)',
    ],
    ["rejectWholeOn1x: 1", "20 presystems.rejectWholeOn1x: found 1, expected a boolean"],
    [
      "presentPowerIs: max",
      '19 presystems.presentPowerIs: found "max", expected one of actual, limit',
    ],
    ["pciScope: mine", '13 presystems.pciScope: found "mine", expected one of all, own'],
    [
      "informationPeriodSec: 0",
      "25 presystems.informationPeriodSec: found 0, expected a number of at least 1",
    ],
    [
      "informationPeriodSec: 15 s",
      '25 presystems.informationPeriodSec: found "15 s", expected a number (write 15)',
    ],
    [
      "priorityOrder: lowestFirst",
      '18 presystems.priorityOrder: found "lowestFirst", expected one of lowerFirst, higherFirst ' +
        "(did you mean lowerFirst?)",
    ],
    [
      "unknownVehicles: no",
      '20 presystems.unknownVehicles: found "no", expected one of reject, learn',
    ],
    ["stopOnRemoval: yes", '18 presystems.stopOnRemoval: found "yes", expected a boolean'],
    ["orphanHours: -1", "16 presystems.orphanHours: found -1, expected a number of at least 0"],
    [
      "presystemPrecedence: DMS",
      '24 presystems.presystemPrecedence: found "DMS", expected one of BMS, ITCS (did you mean BMS?)',
    ],
    [
      "onRoutePoints: [P1, P9]",
      '23 presystems.onRoutePoints.1: there is no station "P9" (did you mean P1?)',
    ],
    ["path: vdv463", '9 presystems.path: found "vdv463", expected a path like /vdv463'],
  ])("is told where it cannot be (%s)", async (line, message) => {
    expect(await problemOf(line)).toBe(`depot.yaml:25:${message}`);
  });

  it("is told where it contradicts itself", async () => {
    expect(await problemOf("compat: 1.0\n  schemaVersion: 2.0")).toBe(
      "depot.yaml:25:11 presystems.compat: found 1, expected schemaVersion or compat, not both",
    );
  });

  it.each([
    ["", ["1.1", "2.0"]],
    ["schemaVersion: 1.0", ["1.0"]],
    ["schemaVersion: '1.1'", ["1.1"]],
    ["schemaVersion: 2.0", ["2.0"]],
    ["compat: 1.0", ["1.0", "2.0"]],
  ])("says which editions are spoken (%s)", async (line, editions) => {
    const { scenario } = await load({ "depot.yaml": `${withPresystems}  ${line}\n` });
    expect(scenario.presystems!.rules.editions).toEqual(editions);
  });

  it("can be set on the command line", async () => {
    const settings = ["presystems.compat=1.0", "presystems.orphanHours=2"];
    const { scenario } = await load({ "depot.yaml": withPresystems }, settings);
    expect(scenario.presystems!.rules).toMatchObject({
      editions: ["1.0", "2.0"],
      orphanAfterMs: 7_200_000,
    });
  });
});
