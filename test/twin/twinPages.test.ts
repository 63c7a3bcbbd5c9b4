import { describe, expect, it } from "vitest";
import { LiveRun, noLog, twinPages, type TwinState } from "../../src/twin/index.ts";
import { MemoryDisk } from "../support/memoryDisk.ts";
import { HOUR_MS } from "../support/smallDepot.ts";
import { crowdedNight, twinOn } from "../support/smallTwin.ts";

describe("what a twin tells", () => {
  const scenario = crowdedNight();
  const twin = twinOn(new MemoryDisk(), scenario);
  twin.begin();
  while (twin.nextAtMs < scenario.run.fromMs + 1.1 * HOUR_MS) twin.step();
  const run = new LiveRun(
    twin,
    { nowMs: () => 0, wait: async () => {} },
    { speed: 1, untilMs: scenario.run.toMs, log: noLog, stopped: () => false },
  );
  const pages = twinPages(run, twin);
  const read = (path: string) => pages({ method: "GET", path });

  it("is who charges, who is awaited and what the grid sees", () => {
    const state = JSON.parse(read("/state").body) as TwinState;
    // After an hour three have come, and what there is is enough for two.
    expect(state.points.map(({ vehicleId }) => vehicleId)).toEqual(["B0", "B1", "B2"]);
    expect(state.awaited.map(({ vehicleId }) => vehicleId)).toEqual(["B3", "B4"]);
    const [site] = state.nodes;
    expect(site!.limitKw).toBe(310);
    expect(site!.chargingKw).toBeGreaterThan(250);
    expect(site!.chargingKw).toBeLessThanOrEqual(site!.worstCaseKw);
    expect(site!.worstCaseKw).toBeLessThanOrEqual(310 + 1e-6);
    const [first] = state.points;
    // It came with 200 of 350 kWh and has had 150 kW for an hour or so, or its taper.
    expect(first!.soc).toBeGreaterThan(0.75);
  });

  it("is in watts and seconds for Prometheus", () => {
    const { body, contentType } = read("/metrics");
    expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    const samples = body.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    for (const line of samples) {
      expect(line).toMatch(/^busbar_[a-z_]+(\{node="[^"]*"\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/);
    }
    expect(samples).toContain('busbar_node_limit_watts{node="site"} 310000');
    expect(samples).toContain("busbar_plugged_in_buses 3");
    expect(samples).toContain("busbar_behind_seconds 0");
  });

  it("is well as long as all is kept", () => {
    expect(JSON.parse(read("/healthz").body)).toMatchObject({ ok: true, behindMs: 0 });
    expect(read("/else").status).toBe(404);
  });
});
