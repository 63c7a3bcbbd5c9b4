import { baseLoadBelow, QUARTER_HOUR_MS } from "../depot/index.ts";
import { noPeakBounds, type PeakBounds } from "../kpi/index.ts";
import {
  type EnergyHorizon,
  type EnergyWindow,
  networkOf,
  smallestPeak,
} from "../planning/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { asDrawn, isDrawn } from "./asDrawn.ts";
import { chargingWindows } from "./chargingWindows.ts";
import { type GridWithCabinets, gridWithCabinets } from "./gridWithCabinets.ts";

/** A network larger than this takes seconds: no bound is worth that when nobody asked for it. */
const MOST_CELLS = 200_000;
/** Energy is missing only from here on [kWh]. */
const MISSING_KWH = 1e-6;

/**
 * The smallest peaks that any strategy could reach with perfect foresight, of what chance decides,
 * too, limits of the connection aside, those below it kept.
 * @param mostCells stays times the intervals they are there, of the largest network that is tried
 */
export function peakBounds(planned: Scenario, mostCells = MOST_CELLS): PeakBounds {
  if (planned.incidents.length > 0) return noPeakBounds("with incidents nothing is foreseen");
  const scenario = asDrawn(planned);
  const grid = gridWithCabinets(scenario);
  const { alone, carried, relaxed } = chargingWindows(scenario, grid);
  // A limit that no window has to pass would only cost time.
  const passed = new Set(alone.map(({ node }) => node));
  const instant = horizonOf(scenario, grid, passed, 0);
  const quarters = horizonOf(scenario, grid, passed, QUARTER_HOUR_MS);
  const each = peakOf(alone, instant, mostCells);
  const together = peakOf(carried, quarters, mostCells);
  const isFeasible = together !== null && together.unmetKwh <= MISSING_KWH;
  const reasons: string[] = [];
  if (each === null || together === null)
    reasons.push("too many stays for a bound; a shorter time has one");
  else {
    if (each.unmetKwh > MISSING_KWH) {
      reasons.push(`${kwh(each.unmetKwh)} fit into no stay, at whatever peak`);
    }
    if (!isFeasible) {
      reasons.push(
        `not even with energy carried from stay to stay can every block be driven: ` +
          `${kwh(together.unmetKwh)} are missing`,
      );
    }
  }
  if (isDrawn(planned)) {
    reasons.push(
      "what chance decides is known beforehand" +
        (scenario.repeats ? ", and every day is like the reported one" : "") +
        ": a run in which buses leave with less may draw less",
    );
  }
  const { carry, target } = scenario.yard;
  if (carry === "alone" && target === "nextBlock") {
    reasons.push(
      "each stay begins as if its bus had left with what it should: a run in which buses leave " +
        "with less may draw less",
    );
  }
  return {
    exactMinPeakKw: each?.peakKw ?? null,
    carriedMinPeakKw: isFeasible ? together.peakKw : null,
    kind: relaxed.length === 0 ? "exact" : "lowerBound",
    relaxed,
    reasons,
  };
}

/** The smallest peak of energy that has to flow; null: its network is too large. */
export function peakOf(
  windows: readonly EnergyWindow[],
  horizon: EnergyHorizon,
  mostCells: number,
): { readonly peakKw: number; readonly unmetKwh: number } | null {
  const net = networkOf(windows, horizon, mostCells);
  return net === null ? null : smallestPeak(net);
}

/** When and where energy may flow in a scenario. */
export function horizonOf(
  scenario: Scenario,
  { tree: withCabinets, cabinetsKw }: GridWithCabinets,
  passed: ReadonlySet<number>,
  meanOverMs: number,
): EnergyHorizon {
  const { tree, nodes, repeats, window } = scenario;
  const below = baseLoadBelow(tree, nodes);
  const series = nodes.flatMap(({ contractKw, maxKw }, n) => [contractKw, maxKw, below[n]!]);
  return {
    ...window,
    wraps: repeats,
    tree: withCabinets,
    freeKw: [
      ...nodes.map(
        ({ contractKw, maxKw }, n) =>
          (atMs: number) =>
            n === 0 ? Infinity : Math.min(contractKw.at(atMs), maxKw.at(atMs)) - below[n]!.at(atMs),
      ),
      ...cabinetsKw.map((limitKw, c) => () => (passed.has(tree.size + c) ? limitKw : Infinity)),
    ],
    baseLoadKw: (atMs) => below[0]!.at(atMs),
    stepsMs: series.flatMap(({ timesMs }) => timesMs),
    meanOverMs,
  };
}

function kwh(amount: number): string {
  return `${amount.toFixed(1)} kWh from the grid`;
}
