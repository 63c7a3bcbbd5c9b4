import { describe, expect, it } from "vitest";
import { digest } from "../../src/record/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { depotYaml, load, problemWith, spoiled, staysCsv } from "../support/soundDepot.ts";

const typicalYaml = `${depotYaml}uncertainty: typical\n`;
const models = [
  "returnDelay",
  "consumption",
  "socForecast",
  "busSwap",
  "plugInDelay",
  "forgottenPlug",
  "sessionStart",
  "sessionStop",
  "pointFaults",
  "linkLosses",
];

async function scenarioOf(yaml: string, csv = staysCsv, ...settings: string[]): Promise<Scenario> {
  return (await load({ "depot.yaml": yaml, "stays.csv": csv }, settings)).scenario;
}

describe("uncertainty", () => {
  it("is off where nothing is said, and where no model is named", async () => {
    const [none, empty] = await Promise.all([
      scenarioOf(depotYaml),
      scenarioOf(`${depotYaml}uncertainty: {}\n`),
    ]);
    expect(empty.night).toEqual(none.night);
    expect(Object.values(none.night).flat()).toEqual([]);
    const digests = [none, empty].map((one) => digest(new Simulation(one).run()));
    expect(digests[0]).toBe(digests[1]);
  });

  it("is all models with their defaults when it is typical", async () => {
    const named = `uncertainty: { ${models.map((name) => `${name}: {}`).join(", ")} }\n`;
    const [typical, all] = await Promise.all([
      scenarioOf(typicalYaml),
      scenarioOf(`${depotYaml}${named}`),
    ]);
    expect(all.night).toEqual(typical.night);
    expect(all.plugInDelaysMs).toEqual(typical.plugInDelaysMs);
    expect(typical.night.late).toHaveLength(6);
    expect(typical.night.usedFactors.flat()).not.toContain(1);
  });

  it("takes each model by itself, and what is said of it", async () => {
    const always =
      "uncertainty: { forgottenPlug: { share: 1, foundFromMin: 30, foundToMin: 30 } }\n";
    const scenario = await scenarioOf(`${depotYaml}${always}`);
    expect(scenario.night).toEqual((await scenarioOf(depotYaml)).night);
    expect(scenario.plugInDelaysMs.flat()).toEqual(Array(6).fill((8 + 30) * 60_000));
    const one = await scenarioOf(`${depotYaml}uncertainty: { returnDelay: {} }\n`);
    const typical = await scenarioOf(typicalYaml);
    expect(one.night.late).toEqual(typical.night.late);
    expect(one.night.usedFactors).toEqual([]);
  });

  it("draws for each bus and point what it draws whoever else is there, and by the seed", async () => {
    const faulty =
      "uncertainty: { returnDelay: {}, consumption: {}, socForecast: {}, sessionStop: { share: 1 }, " +
      "forgottenPlug: { share: 0.5 }, pointFaults: { mtbfHours: 20 }, linkLosses: { perWeek: 50 } }\n";
    const yaml = `${depotYaml}${faulty}`;
    // A bus before all others, which has the run begin earlier, and two more points.
    const more = spoiled(staysCsv, "B1,S12,18:00", "A0,S12,12:00,20:00,50\nB1,S12,18:00");
    const before = await scenarioOf(yaml);
    const after = await scenarioOf(spoiled(yaml, "count: 2", "count: 4"), more);
    expect(after.run.fromMs).toBeLessThan(before.run.fromMs);
    expect(metBy(after, before)).toEqual(metBy(before, before));
    expect(metBy(await scenarioOf(yaml, staysCsv, "seed=2"), before)).not.toEqual(
      metBy(before, before),
    );
    // Nor does what is charged when change it.
    const other = ["control.strategy=peakShaving", "grid.contractKw=100", "grid.children=[]"];
    const steered = await scenarioOf(spoiled(yaml, "    gridNode: hall\n", ""), staysCsv, ...other);
    expect(metBy(steered, before)).toEqual(metBy(before, before));
  });

  it("draws how long plugging in takes where the scenario does not say it", async () => {
    const said = (setting: string) =>
      scenarioOf(typicalYaml, staysCsv, ...[setting].filter(Boolean));
    const minutes = ({ plugInDelaysMs }: Scenario) =>
      plugInDelaysMs.flat().map((ms) => ms / 60_000);
    const [drawn, fixed] = [
      minutes(await said("")),
      minutes(await said("operations.plugInDelayMin=8")),
    ];
    expect(new Set(drawn).size).toBe(drawn.length);
    // But for who is forgotten.
    expect(fixed.filter((min) => min < 60)).toEqual(fixed.filter((min) => min < 60).fill(8));
    // A model that is named is as much said as the option is.
    const named = "uncertainty: { plugInDelay: { medianMin: 3, p95Min: 3 } }\n";
    const both = await scenarioOf(`${depotYaml}${named}`, staysCsv, "operations.plugInDelayMin=8");
    expect(minutes(both)).toEqual(minutes(both).fill(3));
    // What is expected of it is its median.
    expect(both.control.expectedPlugInMs).toBeLessThan(
      (await said("operations.plugInDelayMin=8")).control.expectedPlugInMs,
    );
  });

  it("gives a depot as many points as the plan needs, whatever the night is like", async () => {
    const asNeeded = spoiled(depotYaml, "count: 2", "count: asNeeded");
    const forgotten =
      "uncertainty: { forgottenPlug: { share: 1 }, busSwap: { share: 1 }, plugInDelay: { p95Min: 500 } }\n";
    const points = async (yaml: string) => (await scenarioOf(yaml)).stations.length;
    expect(await points(`${asNeeded}${forgotten}`)).toBe(await points(asNeeded));
  });

  it.each([
    ["uncertainty: typcal", 'uncertainty: found "typcal", expected typical, or'],
    [
      "uncertainty: { returnDelays: {} }",
      'there is no key "returnDelays" here (did you mean returnDelay?)',
    ],
    ["uncertainty: { returnDelay: { medianMin: 20 } }", "expected p95Min ≥ medianMin"],
    [
      "uncertainty: { returnDelay: { earlyMin: 0, medianMin: 0 } }",
      "expected earlyMin + medianMin > 0",
    ],
    [
      "uncertainty: { returnDelay: { peakHours: [{ from: '6', to: '09:00' }] } }",
      'peakHours.0.from: found "6", expected a time of day like 05:30',
    ],
    [
      "uncertainty: { sessionStop: { share: 1.5 } }",
      "share: found 1.5, expected a number of at most 1",
    ],
    [
      "uncertainty: { sessionStart: { replugFromMin: 30 } }",
      "expected replugToMin ≥ replugFromMin",
    ],
    ["uncertainty: { forgottenPlug: { foundToMin: 9 } }", "expected foundToMin ≥ foundFromMin"],
    [
      "uncertainty: { pointFaults: { repairP95Hours: 9 } }",
      "expected repairP95Hours ≥ repairMedianHours",
    ],
    [
      "uncertainty: { pointFaults: { mtbfHours: 0 } }",
      "mtbfHours: found 0, expected a number of at least 0.1",
    ],
    ["uncertainty: { linkLosses: { longestMin: 0.2 } }", "expected longestMin ≥ shortestMin"],
    [
      "uncertainty: { linkLosses: { perWeek: often } }",
      'perWeek: found "often", expected a number',
    ],
    ["uncertainty: { consumption: }", "consumption: found nothing, expected a mapping"],
  ])("refuses %s", async (line, message) => {
    const problem = await problemWith({ "depot.yaml": `${depotYaml}${line}\n` });
    expect(problem).toContain("depot.yaml:22:");
    expect(problem).toContain(message);
  });
});

/** What buses and points of one scenario meet in the night of another, by their names and the time of its run. */
function metBy({ night, plans, plugInDelaysMs, stations }: Scenario, of: Scenario) {
  const { fromMs, toMs } = of.run;
  const buses = of.plans.map(({ vehicleId }) => {
    const bus = plans.findIndex((plan) => plan.vehicleId === vehicleId);
    return {
      vehicleId,
      late: night.late.filter((one) => one.bus === bus).map(({ bus: _bus, ...one }) => one),
      used: night.usedFactors[bus],
      soc: night.socErrors[bus],
      sessions: night.interruptions[bus],
      plugInMs: plugInDelaysMs[bus],
    };
  });
  const points = of.stations.map(({ id }) => {
    const point = stations.findIndex((station) => station.id === id);
    const spans = night.faults.flatMap((fault) => {
      if (!("points" in fault) || !fault.points.includes(point)) return [];
      if (fault.begins.kind !== "at") return [];
      const from = Math.max(fault.begins.atMs, fromMs);
      const to = fault.begins.atMs + fault.durationMs;
      return to > from && from < toMs ? [[fault.kind, from, to]] : [];
    });
    return { id, spans };
  });
  return { buses, points };
}
