import { describe, expect, it } from "vitest";
import { loadScenario } from "../../src/scenario/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { depotYaml, load, problemWith, staysCsv } from "../support/soundDepot.ts";

describe("settings of the command line", () => {
  it("replace values, however deep", async () => {
    const { resolved } = await load({}, [
      "grid.contractKw=500",
      "stations.0.ratedKw=120",
      "grid.children.0.maxKw=300",
      "vehicleTypes.S12.usableKwh=280",
      "control.strategy=equalShare",
    ]);
    expect(resolved.grid.contractKw).toBe(500);
    expect(resolved.stations[0]?.ratedKw).toBe(120);
    expect(resolved.grid.children[0]?.maxKw).toBe(300);
    expect(resolved.vehicleTypes["S12"]?.usableKwh).toBe(280);
    expect(resolved.control.strategy).toBe("equalShare");
  });

  it("make sections that the file does not have", async () => {
    const { resolved } = await load({}, [
      "operations.plugInDelayMin.medianMin=5",
      "operations.plugInDelayMin.p95Min=9",
    ]);
    expect(resolved.operations.plugInDelayMin).toEqual({ medianMin: 5, p95Min: 9 });
  });

  it("are read as YAML", async () => {
    const { resolved } = await load({}, [
      "grid.contractKw={ daily: [['05:00', 450], ['22:00', 500]] }",
      "vehicleTypes.S12.aliases=[solo, 'bus = 12 m']",
      "description='a: b'",
      "name='7'",
    ]);
    expect(resolved.grid.contractKw).toEqual({
      daily: [
        ["05:00", 450],
        ["22:00", 500],
      ],
    });
    expect(resolved.vehicleTypes["S12"]?.aliases).toEqual(["solo", "bus = 12 m"]);
    expect(resolved.description).toBe("a: b");
    expect(resolved.name).toBe("7");
  });

  it("win over the file, the later over the earlier", async () => {
    const { resolved } = await load({}, [
      "stations.0.count=3",
      "stations.0={ id: Q, count: 4, ratedKw: 9 }",
      "stations.0.ratedKw=90",
    ]);
    expect(resolved.stations[0]).toMatchObject({ id: "Q", count: 4, ratedKw: 90 });
  });

  it("name files as seen from where people stand, the file as seen from itself", async () => {
    const files = memoryFiles({
      "depots/a/depot.yaml": depotYaml,
      "depots/a/stays.csv": staysCsv,
      "mine.csv": staysCsv.replace("B2", "C2"),
    });
    const busesOf = async (settings: string[]): Promise<string[]> => {
      const { scenario } = await loadScenario(files, "depots/a/depot.yaml", {
        settings,
        seed: null,
      });
      return scenario.plans.map(({ vehicleId }) => vehicleId).filter((id) => !id.includes("@"));
    };
    expect(await busesOf([])).toEqual(["B1", "B2"]);
    expect(await busesOf(["timetable.file=mine.csv"])).toEqual(["B1", "C2"]);
    expect(await busesOf(["timetable={ file: mine.csv, date: 2026-03-03 }"])).toEqual(["B1", "C2"]);
  });
});

describe("settings that cannot be", () => {
  const noPath = "found no path=value (write for example --set grid.contractKw=2000)";

  it.each([
    ["a", noPath],
    ["=x", noPath],
    ["grid..contractKw=1", noPath],
    ["__proto__.x=1", noPath],
    ["grid.__proto__.contractKw=1", noPath],
    ["grid.constructor.prototype=1", noPath],
    ["grid.contractKw.x=5", "grid.contractKw is 400 and has no x (leave out .x)"],
    ["timetable.file.a.b=5", 'timetable.file is "stays.csv" and has no a (leave out .a.b)'],
    ["stations.5.ratedKw=1", 'stations is a list of 1, found "5" (count from 0 to 0)'],
    ["stations.-1.ratedKw=1", 'stations is a list of 1, found "-1" (count from 0 to 0)'],
    ["stations.00.ratedKw=1", 'stations is a list of 1, found "00" (count from 0 to 0)'],
    ["stations.last.ratedKw=1", 'stations is a list of 1, found "last" (count from 0 to 0)'],
    [
      "grid.children.0.children.0.maxKw=1",
      'grid.children.0.children: found {"0":{"maxKw":1}}, expected a list',
    ],
    ["stations.0.rateKw=5", 'stations.0: there is no key "rateKw" here (did you mean ratedKw?)'],
    ["controll.strategy=x", 'there is no key "controll" here (did you mean control?)'],
    [
      "stations.0.ratedKw=150 kW",
      'stations.0.ratedKw: found "150 kW", expected a number (write 150)',
    ],
    ["stations.0.ratedKw=", "stations.0.ratedKw: found nothing, expected a number"],
    ["stations.0.ratedKw=[", 'stations.0.ratedKw: found "[", expected a number'],
    ["stations=[]", "stations: found [], expected at least one charging station"],
    ["grid=5", "grid: found 5, expected a mapping"],
    [
      "timetable.repeat=2",
      "timetable.repeat: found 2, expected an odd number: the middle day is reported",
    ],
    [
      "timezone=Mars/Olympus",
      'timezone: found "Mars/Olympus", expected an IANA time zone (write for example Europe/Berlin)',
    ],
    [
      "timetable.file=no.csv",
      "timetable.file: found no.csv: there is no such file (a path after --set is seen from where you stand)",
    ],
  ])("are told with the setting: %s", async (setting, message) => {
    expect(await problemWith({}, [setting])).toBe(`--set ${setting} ${message}`);
  });

  it("name no setting for a flaw of the file", async () => {
    const yaml = `foo: 1\n${depotYaml}`;
    expect(await problemWith({ "depot.yaml": yaml }, ["foobar.x=1"])).toMatch(
      /^depot\.yaml:1:1 there is no key "foo" here .*\n--set foobar\.x=1 there is no key "foobar" here/,
    );
  });

  it("do nothing to what all objects have in common", async () => {
    await problemWith({}, ["__proto__.polluted=1"]);
    await problemWith({}, ["grid={ __proto__: { polluted: 1 } }"]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
