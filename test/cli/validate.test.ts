import { describe, expect, it } from "vitest";
import { memoryFiles } from "../support/memoryFiles.ts";
import { busbar } from "../support/memorySurroundings.ts";
import { depotYaml, spoiled, staysCsv } from "../support/soundDepot.ts";

describe("busbar validate", () => {
  it("says what it understood", async () => {
    const { exitCode, stdout, stderr, store } = await busbar([
      "validate",
      "scenarios/quickstart.yaml",
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toBe(
      "quickstart is fine: 111 stays of 84 buses at 28 points,\n" +
        "reported from 2026-03-03T00:00:00+01:00 to 2026-03-04T00:00:00+01:00, " +
        "strategy leastLaxityFirst\n",
    );
    expect(store.files.size).toBe(0);
  });

  it("says it to programs", async () => {
    const { stdout } = await busbar([
      "validate",
      "scenarios/quickstart.yaml",
      "--json",
      "--set",
      "grid.contractKw=50",
    ]);
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      name: "quickstart",
      stays: 111,
      buses: 84,
      points: 28,
      gridNodes: 1,
      from: "2026-03-03T00:00:00+01:00",
      to: "2026-03-04T00:00:00+01:00",
      strategy: "leastLaxityFirst",
      target: "full",
      incidents: 0,
      assertions: 0,
      warnings: [
        "site: base load alone is above contractKw at times (up to 62.8 kW); such breaches are counted apart",
      ],
    });
  });

  it("says to programs what is wrong, and where", async () => {
    const files = memoryFiles({
      "depot.yaml": spoiled(depotYaml, "ratedKw: 150", "ratedKw: 150 kW"),
      "stays.csv": staysCsv,
    });
    const { exitCode, stdout, stderr } = await busbar(["validate", "depot.yaml", "--json"], {
      files,
    });
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      flaws: [
        {
          file: "depot.yaml",
          line: 13,
          column: 14,
          path: "stations.0.ratedKw",
          message: 'found "150 kW", expected a number',
          mend: "write 150",
        },
      ],
    });
    expect(stderr).toBe(
      'depot.yaml:13:14 stations.0.ratedKw: found "150 kW", expected a number (write 150)\n',
    );
  });
});

describe("busbar schema", () => {
  it("prints the schema that editors take, and nothing else", async () => {
    const { exitCode, stdout, stderr } = await busbar(["schema"]);
    expect(exitCode).toBe(0);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      allOf: [
        { else: { required: ["timetable", "vehicleTypes", "stations"] } },
        { else: { additionalProperties: false } },
      ],
    });
  });
});
