import { describe, expect, it } from "vitest";
import { presystemSetting } from "../../src/cli/presystemSetting.ts";
import { presystemRules } from "../../src/drivers/vdv463/index.ts";
import { serverOptions } from "../../src/protocols/vdv463/index.ts";
import { depotYaml, load } from "../support/soundDepot.ts";

async function settingOf(...lines: readonly string[]) {
  const { scenario } = await load({
    "depot.yaml": `${depotYaml}presystems:
  port: 8463
  accounts: [{ user: dms, passwordFile: secret, presystemIds: [dms] }]
${lines.map((line) => `  ${line}\n`).join("")}`,
  });
  return presystemSetting(scenario.presystems!);
}

describe("what a scenario decides of presystems", () => {
  it("is what is usual where it says nothing", async () => {
    expect(await settingOf()).toEqual({ rules: presystemRules, options: serverOptions });
  });

  it("arrives at those who hear presystems, key by key", async () => {
    const { rules, options } = await settingOf(
      "path: /cms/v1",
      "compat: 1.0",
      "validation: strict",
      "rejectWholeOn1x: true",
      "presentPowerIs: limit",
      "pciScope: own",
      "informationPeriodSec: 2.5",
      "priorityOrder: higherFirst",
      "unknownVehicles: learn",
      "stopOnRemoval: true",
      "orphanHours: 1.5",
      "presystemPrecedence: ITCS",
      "onRoutePoints: [P2]",
    );
    expect(rules).toEqual({
      ...presystemRules,
      priorityOrder: "higherFirst",
      unknownVehicles: "learn",
      stopOnRemoval: true,
      orphanAfterMs: 5_400_000,
      presystemPrecedence: "ITCS",
      onRoutePoints: new Set(["P2"]),
    });
    expect(options).toEqual({
      ...serverOptions,
      path: "/cms/v1",
      versions: ["1.0", "2.0"],
      presentPowerIs: "limit",
      rules: {
        ...serverOptions.rules,
        validation: "strict",
        rejectWholeOn1x: true,
        pciScope: "own",
        informationPeriodMs: 2500,
      },
    });
  });
});
