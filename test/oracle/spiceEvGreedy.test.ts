import { describe, expect, it } from "vitest";
import type { Law } from "../../src/planning/index.ts";
import { hasSharedData, sharedJson } from "../support/sharedData.ts";
import { type SpiceEvCase, spiceEvHere, spiceEvStays } from "../support/spiceEv.ts";

/** Equal keys go by vehicle id: a constant key is their order. */
const byVehicleId: Law = {
  name: "byVehicleId",
  says: "the bus with the smallest id is served first",
  key: () => 0,
  share: "inOrder",
  drifts: false,
  keepsLimits: true,
};

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

/** SpiceEV's greedy strategy: buses in the order of their ids take what is left, step by step. */
function simulated(spiceEv: SpiceEvCase): ReturnType<typeof spiceEvHere> {
  const stays = spiceEvStays(spiceEv, (minute) => minute / 60, null);
  return spiceEvHere(spiceEv, stays, { law: byVehicleId });
}
