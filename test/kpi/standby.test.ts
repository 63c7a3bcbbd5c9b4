import { expect, it } from "vitest";
import { energy } from "../../src/kpi/energy.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";

const depot = `
schemaVersion: 1
name: standby
timezone: Europe/Berlin
timetable: { file: stays.csv, date: 2026-03-03, repeat: 1 }
vehicleTypes:
  bus: { grossKwh: 400, usableKwh: 300, consumptionKwhPerKm: 1, maxChargeKw: 100 }
stations:
  - { id: A, count: 4, ratedKw: 100, standbyKw: 0.5 }
grid: { baseLoadKw: 10 }
`;
const stays = `vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block
7,bus,10:00,14:00,0
`;

it("standby of every station is drawn at all times, and counts as base load", async () => {
  const files = memoryFiles({ "depot.yaml": depot, "stays.csv": stays });
  const { scenario } = await loadScenario(files, "depot.yaml", { settings: [], seed: null });
  const found = energy(new Simulation(scenario).run());
  expect(found.baseLoadKwh).toBeCloseTo(24 * (10 + 4 * 0.5), 9);
  expect(found.gridKwh).toBeCloseTo(found.baseLoadKwh, 9);
});
