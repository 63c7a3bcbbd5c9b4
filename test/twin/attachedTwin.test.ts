import { describe, expect, it } from "vitest";
import { Engine } from "../../src/engine/index.ts";
import { ControlEnd } from "../../src/links/index.ts";
import { id, observation, type RequestId, type VehicleId } from "../../src/messages/index.ts";
import { Journal } from "../../src/record/index.ts";
import { AttachedTwin } from "../../src/twin/index.ts";
import { MemoryDisk } from "../support/memoryDisk.ts";
import { crowdedNight } from "../support/smallTwin.ts";

const header = { scenarioHash: "h", engineVersion: "1+a", startMs: 0, seed: 1 };

describe("an attached twin that presystems call", () => {
  it("knows after a restart what they want, and expects no depot to know it", () => {
    const scenario = crowdedNight();
    const disk = new MemoryDisk();
    const life = (): { engine: Engine; twin: AttachedTwin } => {
      const engine = new Engine(scenario.run.fromMs);
      const end = new ControlEnd(engine, {
        scenario: scenario.name,
        pacing: "paced",
        pointIds: scenario.stations.map((station) => station.id),
        nodeIds: scenario.nodes.map((node) => node.id),
        commit: () => {},
        warn: () => {},
        refused: () => {},
      });
      const opened = Journal.open(disk, header);
      const twin = new AttachedTwin(engine, scenario, end, opened, { isPresystemElsewhere: true });
      twin.recall();
      twin.begin();
      return { engine, twin };
    };
    const { engine, twin } = life();
    const { nowMs } = engine;
    twin.order(
      observation({
        kind: "requestChanged",
        atMs: nowMs,
        knownAtMs: nowMs,
        requestId: id<RequestId>("dms/1"),
        vehicleId: id<VehicleId>("B0"),
        expectedArrivalAtMs: nowMs + 1000,
        expectedSoc: 0.5,
        departureAtMs: nowMs + 3_600_000,
        minTargetSoc: 0.8,
        maxTargetSoc: 1,
        priority: 0,
      }),
    );
    expect(twin.settle()).toBe(true);
    twin.stop();
    const next = life().twin;
    const { requests } = next.belief().requests;
    expect(requests.map(({ requestId }) => requestId)).toEqual(["dms/1"]);
    // A depot's next report ends what stands and is not in it.
    expect(next.end.snapshot().standing).toEqual([]);
  });
});
