import { describe, expect, it } from "vitest";
import { baseLoadBelow } from "../../src/depot/index.ts";
import { StepSeries } from "../../src/physics/index.ts";
import { DepotStage } from "../support/depotStage.ts";
import { DAY_MS, HOUR_MS, smallDepot } from "../support/smallDepot.ts";

const at = (hours: number): number => DAY_MS + hours * HOUR_MS;

describe("grid", () => {
  it("says base loads and limits of every node at the start, then only what steps", () => {
    const stage = new DepotStage({
      buses: [],
      stations: [],
      nodes: [
        { id: "site", maxKw: new StepSeries([at(0), at(2), at(3)], [100, 100, 80]) },
        { id: "hall", baseLoadKw: new StepSeries([at(0), at(1)], [5, 7]), contractKw: 60 },
      ],
    });
    stage.until(24 * HOUR_MS);
    expect(
      stage.said("siteMeasured").map(({ atMs, nodeId, baseLoadKw }) => [atMs, nodeId, baseLoadKw]),
    ).toEqual([
      [at(0), "site", 0],
      [at(0), "hall", 5],
      [at(1), "hall", 7],
    ]);
    expect(
      stage
        .said("limitChanged")
        .map(({ atMs, nodeId, contractKw, maxKw }) => [atMs, nodeId, contractKw, maxKw]),
    ).toEqual([
      [at(0), "site", null, 100],
      [at(0), "hall", 60, null],
      [at(3), "site", null, 80],
    ]);
  });

  it("adds base loads up over subtrees, step by step", () => {
    const { tree, nodes } = smallDepot({
      stays: [{ bus: "none", arriveH: 0, departH: 1, usedKwh: 0 }],
      nodes: [
        { id: "site", baseLoadKw: 1 },
        { id: "a", baseLoadKw: new StepSeries([at(0), at(2)], [10, 20]) },
        { id: "b", parent: 1, baseLoadKw: new StepSeries([at(0), at(1)], [100, 300]) },
        { id: "c", baseLoadKw: 1000 },
      ],
    });
    const below = baseLoadBelow(tree, nodes);
    const values = (hours: number): number[] => below.map((series) => series.at(at(hours)));
    expect(values(0)).toEqual([1111, 110, 100, 1000]);
    expect(values(1)).toEqual([1311, 310, 300, 1000]);
    expect(values(2)).toEqual([1321, 320, 300, 1000]);
  });
});
