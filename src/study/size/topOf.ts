import type { Quantity, Scenario } from "../../scenario/index.ts";

/** The most that a scenario may have of stations, buses or outlets. */
const MOST_COUNT = 10_000;
const MOST_OUTLETS = 50;

/** From this size on the size decides nothing: no limit can bind, no bus can wait, no block is without one. */
export function topOf(quantity: Quantity, scenario: Scenario): number {
  const { plans, stations, cabinets, busTypes } = scenario;
  switch (quantity.kind) {
    case "limit":
      return limitTop(quantity.of, scenario);
    case "ratedKw": {
      const most = [...busTypes.values()].flatMap(({ curve }) => curve.map(([, kw]) => kw));
      return Math.ceil(Math.max(...most));
    }
    case "points":
      return Math.min(MOST_COUNT, plans.length);
    case "outlets":
      return Math.min(MOST_OUTLETS, Math.max(stations.length, cabinets.length, plans.length));
    case "places":
      return plans.length;
    case "fleet": {
      // A bus for each block, if need be.
      const own = plans.filter(({ vehicleType }) => vehicleType === quantity.of);
      return Math.min(
        MOST_COUNT,
        own.reduce((sum, { stays }) => sum + stays.length, 0),
      );
    }
  }
}

/** All that may ever flow below a node [kW]. */
function limitTop(id: string, { tree, nodes, stations }: Scenario): number {
  const at = tree.ids.indexOf(id);
  const isBelow = (node: number): boolean =>
    node === at || (node > at && isBelow(tree.parents[node]!));
  const baseKw = nodes.reduce(
    (sum, { baseLoadKw }, n) => sum + (isBelow(n) ? baseLoadKw.max : 0),
    0,
  );
  return Math.ceil(
    stations
      .filter(({ node }) => isBelow(node))
      .reduce((sum, { ratedKw, loss }) => sum + loss.acKw(ratedKw), baseKw),
  );
}
