import { StepSeries } from "../../src/physics/index.ts";
import type { Law, Planner } from "../../src/planning/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { DAY_MS, MINUTE_MS, smallDepot, type SmallStay } from "./smallDepot.ts";

const STEP_MS = 15 * MINUTE_MS;

/** What SpiceEV made of a case with one strategy. */
export interface SpiceEvResult {
  readonly grid_kw: readonly number[];
  readonly energy_kwh: number;
  readonly peak_kw: number;
  readonly final_soc: Readonly<Record<string, number>>;
}

/** A depot that SpiceEV has simulated, in quarter-hours. */
export interface SpiceEvCase {
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
  readonly expected: Readonly<Record<"balanced" | "greedy", SpiceEvResult>>;
}

/** The same depot here: energy of each quarter-hour, base load included, and what buses end with. */
export function spiceEvHere(
  { vehicle, blocks, grid_limit_kw, fixed_load_kw: fixedKw, expected }: SpiceEvCase,
  stays: readonly SmallStay[],
  strategy: { readonly law: Law; readonly planner?: Planner | null },
): { gridKwh: number[]; finalSoc: Map<string, number> } {
  const run = { fromMs: DAY_MS, toMs: DAY_MS + expected.greedy.grid_kw.length * STEP_MS };
  // Charger and curve are on the grid side there; the battery takes the efficiency's share.
  const batterySide = (kw: number): number => kw * vehicle.efficiency;
  const loadKw =
    fixedKw === null
      ? 0
      : new StepSeries(
          fixedKw.map((_, i) => DAY_MS + i * STEP_MS),
          fixedKw,
        );
  const result = new Simulation(
    smallDepot({
      stays,
      ...strategy,
      busTypes: {
        bus: {
          usableKwh: vehicle.capacity_kwh,
          curve: vehicle.charging_curve.map(([soc, kw]) => [soc, batterySide(kw)] as const),
        },
      },
      stations: [...new Set(blocks.map(({ bus }) => bus))].map(() => ({
        ratedKw: batterySide(vehicle.charger_kw),
      })),
      nodes: [{ id: "site", maxKw: grid_limit_kw, baseLoadKw: loadKw }],
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

/** Stays between blocks; the first of them begins when the first block ends. @param atH hours of a minute */
export function spiceEvStays(
  { blocks, vehicle }: SpiceEvCase,
  atH: (minute: number) => number,
  endH: number | null,
): SmallStay[] {
  return blocks.map((block) => {
    const next = blocks.find(
      ({ bus, depart_min }) => bus === block.bus && depart_min > block.depart_min,
    );
    return {
      bus: block.bus,
      arriveH: atH(block.arrive_min),
      departH: next === undefined ? endH : atH(next.depart_min),
      usedKwh: block.delta_soc * vehicle.capacity_kwh,
    };
  });
}
