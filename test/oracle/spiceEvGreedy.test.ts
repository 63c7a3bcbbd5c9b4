import { describe, expect, it } from "vitest";
import { StepSeries } from "../../src/physics/index.ts";
import type { Law } from "../../src/planning/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { hasSharedData, sharedJson } from "../support/sharedData.ts";
import { DAY_MS, MINUTE_MS, smallDepot, type SmallStay } from "../support/smallDepot.ts";

/** SpiceEV's greedy strategy: buses in the order of their ids take what is left, step by step. */
interface SpiceEvCase {
  readonly grid_limit_kw: number;
  readonly vehicle: {
    readonly capacity_kwh: number;
    readonly efficiency: number;
    readonly charging_curve: readonly (readonly [number, number])[];
    readonly charger_kw: number;
  };
  readonly blocks: readonly {
    readonly bus: string;
    readonly depart_min: number;
    readonly arrive_min: number;
    readonly delta_soc: number;
  }[];
  readonly fixed_load_kw: readonly number[] | null;
  readonly expected: {
    readonly greedy: {
      readonly grid_kw: readonly number[];
      readonly energy_kwh: number;
      readonly peak_kw: number;
      readonly final_soc: Readonly<Record<string, number>>;
    };
  };
}

/** Equal keys go by vehicle id: a constant key is their order. */
const byVehicleId: Law = {
  name: "byVehicleId",
  says: "the bus with the smallest id is served first",
  key: () => 0,
  share: "inOrder",
  drifts: false,
  keepsLimits: true,
};

const STEP_MS = 15 * MINUTE_MS;

describe.skipIf(!hasSharedData)("SpiceEV's greedy strategy", () => {
  it.each(["one_bus", "3bus_limited", "12bus_2day", "12bus_fixedload_price"])(
    "%s: the energy of the whole series within 0.1 %%",
    (name) => {
      const spiceEv = sharedJson<SpiceEvCase>(`peer-cases/spiceev_${name}.json`);
      const { gridKwh, finalSoc } = simulated(spiceEv);
      const { energy_kwh: theirKwh, final_soc: theirSoc } = spiceEv.expected.greedy;
      const ours = gridKwh.reduce((sum, kwh) => sum + kwh, 0);
      expect(Math.abs(ours / theirKwh - 1)).toBeLessThan(1e-3);
      // Every bus is full in the end, there as here.
      for (const [bus, soc] of Object.entries(theirSoc)) {
        expect(finalSoc.get(bus)).toBeCloseTo(soc, 3);
      }
    },
  );

  it("one_bus: every quarter-hour within 0.01 kW, nothing being shared", () => {
    const spiceEv = sharedJson<SpiceEvCase>("peer-cases/spiceev_one_bus.json");
    const { gridKwh } = simulated(spiceEv);
    for (const [step, theirKw] of spiceEv.expected.greedy.grid_kw.entries()) {
      expect(Math.abs((gridKwh[step] ?? 0) * 4 - theirKw), `step ${step}`).toBeLessThan(0.01);
    }
  });

  it("3bus_limited: within 8 kW, of which we keep up to 5 kW idle at a tapering bus", () => {
    const spiceEv = sharedJson<SpiceEvCase>("peer-cases/spiceev_3bus_limited.json");
    const { gridKwh } = simulated(spiceEv);
    // Their mean over a step fits the limit; ours keeps it at every instant, one command at a time.
    expect(Math.max(...gridKwh) * 4).toBeLessThanOrEqual(spiceEv.grid_limit_kw + 1e-6);
    for (const [step, theirKw] of spiceEv.expected.greedy.grid_kw.entries()) {
      expect(Math.abs((gridKwh[step] ?? 0) * 4 - theirKw), `step ${step}`).toBeLessThan(8);
    }
  });
});

function simulated(spiceEv: SpiceEvCase): { gridKwh: number[]; finalSoc: Map<string, number> } {
  const { vehicle, blocks, fixed_load_kw: fixedKw, expected } = spiceEv;
  const steps = expected.greedy.grid_kw.length;
  const run = { fromMs: DAY_MS, toMs: DAY_MS + steps * STEP_MS };
  // Charger and curve are on the grid side there; the battery takes the efficiency's share.
  const batterySide = (kw: number): number => kw * vehicle.efficiency;
  const result = new Simulation(
    smallDepot({
      stays: staysOf(blocks, vehicle.capacity_kwh),
      law: byVehicleId,
      busTypes: {
        bus: {
          usableKwh: vehicle.capacity_kwh,
          curve: vehicle.charging_curve.map(([soc, kw]) => [soc, batterySide(kw)] as const),
        },
      },
      stations: [...new Set(blocks.map(({ bus }) => bus))].map(() => ({
        ratedKw: batterySide(vehicle.charger_kw),
      })),
      nodes: [
        {
          id: "site",
          maxKw: spiceEv.grid_limit_kw,
          baseLoadKw:
            fixedKw === null
              ? 0
              : new StepSeries(
                  fixedKw.map((_, i) => DAY_MS + i * STEP_MS),
                  fixedKw,
                ),
        },
      ],
      yard: { carry: "carried" },
      control: { limitStepKw: 0 },
      run,
    }),
  ).run();
  const baseKwh = (step: number): number => (fixedKw?.[step] ?? 0) / 4;
  return {
    gridKwh: [...result.nodes[0]!.chargingKwh].map((kwh, step) => kwh + baseKwh(step)),
    finalSoc: new Map(result.stays.map((stay) => [stay.vehicleId, stay.socAtDeparture])),
  };
}

/** Stays between blocks; the first of them begins when the first block ends. */
function staysOf(blocks: SpiceEvCase["blocks"], capacityKwh: number): SmallStay[] {
  return blocks.map((block) => {
    const next = blocks.find(
      ({ bus, depart_min }) => bus === block.bus && depart_min > block.depart_min,
    );
    return {
      bus: block.bus,
      arriveH: block.arrive_min / 60,
      departH: next === undefined ? null : next.depart_min / 60,
      usedKwh: block.delta_soc * capacityKwh,
    };
  });
}
