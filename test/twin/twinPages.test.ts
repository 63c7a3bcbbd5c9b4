import { describe, expect, it } from "vitest";
import type { ControlView } from "../../src/control/index.ts";
import { LiveRun, noLog, twinPages } from "../../src/twin/index.ts";
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
    const { points, requests, site } = JSON.parse(read("/state").body) as ControlView;
    const here = points.flatMap(({ session }) => session ?? []);
    // After an hour three have come, and what there is is enough for two.
    expect(here.map(({ vehicleId }) => vehicleId)).toEqual(["B0", "B1", "B2"]);
    expect(requests.map(({ vehicleId }) => vehicleId)).toEqual(["B3", "B4"]);
    const [connection] = site;
    expect(connection!.limitKw).toBe(310);
    expect(connection!.powerKw).toBeGreaterThan(250);
    expect(connection!.powerKw).toBeLessThanOrEqual(connection!.worstCaseKw);
    expect(connection!.worstCaseKw).toBeLessThanOrEqual(310);
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
