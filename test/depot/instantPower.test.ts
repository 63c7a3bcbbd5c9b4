import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConverterLoss, StepSeries } from "../../src/physics/index.ts";
import { chargeBySeconds, type LimitStep } from "../support/bruteForceCharging.ts";
import { DepotStage } from "../support/depotStage.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";

const SECONDS = 5400;
const PARENTS = [-1, 0, 0];
const EFFICIENCY = 0.9;
/** By how much the curves below can rise within a second, over all buses, and rounding [kW]. */
const SLACK_KW = 0.5;

const curves = {
  falling: [
    [0, 120],
    [0.5, 120],
    [1, 10],
  ],
  rising: [
    [0, 20],
    [0.6, 140],
    [1, 140],
  ],
  hill: [
    [0, 30],
    [0.4, 130],
    [0.6, 130],
    [1, 5],
  ],
  saddle: [
    [0, 100],
    [0.3, 40],
    [0.7, 110],
    [1, 20],
  ],
} as const;

const buses = fc.array(
  fc.record({
    curve: fc.constantFrom(...Object.values(curves)),
    soc: fc.double({ min: 0, max: 0.9, noNaN: true }),
    node: fc.nat(2),
    limits: fc
      .uniqueArray(fc.integer({ min: 0, max: SECONDS - 1 }), { minLength: 1, maxLength: 3 })
      .chain((seconds) =>
        fc
          .array(fc.integer({ min: 0, max: 150 }), {
            minLength: seconds.length,
            maxLength: seconds.length,
          })
          .map((limitsKw): LimitStep[] =>
            seconds
              .toSorted((a, b) => a - b)
              .map((second, i) => ({ atMs: second * 1000, limitKw: limitsKw[i]! })),
          ),
      ),
  }),
  { minLength: 1, maxLength: 5 },
);

const baseLoads = fc.record({
  stepAtS: fc.integer({ min: 1, max: SECONDS - 1 }),
  beforeKw: fc.integer({ min: 0, max: 200 }),
  afterKw: fc.integer({ min: 0, max: 200 }),
});

/** Peaks of a depot that is saved and restored on the way, or not. */
const peaksOf = (stop: boolean): unknown => {
  const spec = {
    buses: [{ energyKwh: 0, usableKwh: 120, curve: curves.hill }],
    nodes: [{ id: "site", maxKw: 100 }],
  };
  const stage = new DepotStage(spec);
  stage.at(0, () => {
    stage.world.plugIn(0, 0);
    stage.limit(0, 110);
  });
  stage.at(600_000, () => {
    if (!stop) return;
    const saved = JSON.stringify(stage.world.snapshot());
    stage.world.restore(JSON.parse(saved) as ReturnType<typeof stage.world.snapshot>);
    expect(JSON.stringify(stage.world.snapshot())).toBe(saved);
  });
  return stage.until(2 * HOUR_MS).world.instantPower.peaks;
};

describe("instantPower", () => {
  it("finds the peak that adding up all buses second by second finds, at every node", () => {
    fc.assert(
      fc.property(buses, baseLoads, (list, { stepAtS, beforeKw, afterKw }) => {
        const base = new StepSeries([0, DAY_MS + stepAtS * 1000], [beforeKw, afterKw]);
        const stage = new DepotStage({
          buses: list.map(({ curve, soc }) => ({ energyKwh: soc * 120, usableKwh: 120, curve })),
          stations: list.map(({ node }) => ({
            node,
            loss: new ConverterLoss({ efficiency: EFFICIENCY }, 150),
          })),
          nodes: [{ id: "site" }, { id: "left", baseLoadKw: base }, { id: "right" }],
          hours: SECONDS / 3600,
        });
        const sums = PARENTS.map(() => new Float64Array(SECONDS + 1));
        for (const [i, { curve, soc, node, limits }] of list.entries()) {
          stage.at(0, () => stage.world.plugIn(i, i));
          for (const { atMs, limitKw } of limits) stage.at(atMs, () => stage.limit(i, limitKw));
          const trace = chargeBySeconds(
            { usableKwh: 120, knots: curve, minKw: 0 },
            soc * 120,
            limits,
            SECONDS,
          );
          for (let at = node; at >= 0; at = PARENTS[at]!) {
            for (const [second, { powerKw }] of trace.entries()) {
              sums[at]![second]! += powerKw / EFFICIENCY;
            }
          }
        }
        for (let second = 0; second <= SECONDS; second++) {
          const baseKw = second < stepAtS ? beforeKw : afterKw;
          for (const at of [1, 0]) sums[at]![second]! += baseKw;
        }
        stage.until(SECONDS * 1000);
        for (const [node, peak] of stage.world.instantPower.peaks.entries()) {
          const bruteKw = sums[node]!.reduce((a, b) => Math.max(a, b));
          expect(Math.abs(peak.highestKw - bruteKw)).toBeLessThan(SLACK_KW);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("sees the power just before a bus is full, while another one's is rising", () => {
    const stage = new DepotStage({
      buses: [
        { energyKwh: 0, usableKwh: 120, curve: curves.hill },
        { energyKwh: 100, usableKwh: 120, curve: curves.rising },
      ],
      stations: [0, 1].map(() => ({ node: 0, loss: new ConverterLoss({ efficiency: 1 }, 150) })),
      nodes: [{ id: "site" }],
    });
    stage.at(0, () => {
      for (const bus of [0, 1]) stage.world.plugIn(bus, bus);
      stage.limit(0, 44);
      stage.limit(1, 140);
    });
    const [site] = stage.until(2 * HOUR_MS).world.instantPower.peaks;
    // 20 kWh at 140 kW take 8.6 min; by then the other one takes 30 kW · exp(100/48 · h), or 44.
    const hours = 20 / 140;
    expect(site!.highestKw).toBeCloseTo(140 + Math.min(44, 30 * Math.exp((100 / 48) * hours)), 3);
  });

  it("sees a summit between two events: where a rising curve meets a falling one", () => {
    const stage = new DepotStage({
      buses: [{ energyKwh: 0, usableKwh: 120, curve: curves.hill }],
      stations: [{ loss: new ConverterLoss({ efficiency: 1 }, 150) }],
      nodes: [{ id: "site", maxKw: 129 }],
    });
    stage.at(0, () => {
      stage.world.plugIn(0, 0);
      stage.limit(0, 150);
    });
    stage.until(4 * HOUR_MS);
    const [peak] = stage.world.instantPower.peaks;
    expect(peak!.highestKw).toBeCloseTo(130, 2);
    // From 30 kW to 130 kW on 48 kWh: p = 30·exp(t/0.48 h), reached after 0.48 h·ln(130/30).
    const summitMs = 0.48 * Math.log(130 / 30) * HOUR_MS;
    expect(Math.abs(peak!.highestAtMs - DAY_MS - summitMs)).toBeLessThan(2);
    expect(peak!.maxBreaches).toBe(1);
  });

  it("looks only at its window", () => {
    const stage = new DepotStage({
      buses: [{ energyKwh: 0, usableKwh: 300 }],
      stations: [{ loss: new ConverterLoss({ efficiency: 1 }, 150) }],
      hours: 1,
    });
    stage.at(0, () => {
      stage.world.plugIn(0, 0);
      stage.limit(0, 40);
    });
    stage.at(HOUR_MS, () => stage.limit(0, 140));
    stage.until(2 * HOUR_MS);
    expect(stage.world.instantPower.peaks[0]!.highestKw).toBeCloseTo(40, 9);
  });

  it("goes on from JSON as if nothing had happened", () => {
    expect(peaksOf(true)).toEqual(peaksOf(false));
  });
});
