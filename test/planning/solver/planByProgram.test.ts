import { describe, expect, it } from "vitest";
import type { PlanningProblem } from "../../../src/messages/index.ts";
import { highs, javascriptLpSolver, planByProgram } from "../../../src/planning/index.ts";
import { bus, plainProblem, site } from "../../support/plainProblem.ts";

const HOUR_MS = 3_600_000;

describe.each([highs, javascriptLpSolver])("a plan by linear programs of $name", (solver) => {
  const plan = (problem: PlanningProblem) => planByProgram(problem, solver);

  it("spreads one bus over its stay, on top of the base load", async () => {
    const problem = plainProblem([bus("a", 1, 5, 200)], {
      nodes: [site({ baseLoadKw: [[0, 10]] })],
    });
    const found = await plan(problem);
    expect(found).toMatchObject({
      schemaVersion: 1,
      solver: solver.name,
      kind: "exact",
      relaxed: [],
      energyEur: null,
      unmetKwh: 0,
      marginal: { peakEurPerKw: null, nodes: [] },
    });
    expect(found.peakKw).toBeCloseTo(60, 6);
    expect(found.lowerBoundKw).toBeCloseTo(60, 6);
    const [charging] = found.sessions;
    expect(charging!.leavesWithKwh).toBeCloseTo(200, 6);
    expect(Math.abs(charging!.leastAtMs! - 5 * HOUR_MS)).toBeLessThan(2);
    expect(charging!.powerKw.at(-1)).toEqual([5 * HOUR_MS, 0]);
  });

  it("charges early as far as the peak allows, the peak that is paid for included", async () => {
    const found = await plan(plainProblem([bus("a", 0, 10, 300)], { paidPeakKw: 50 }));
    expect(found.peakKw).toBeCloseTo(50, 6);
    // Nothing else changes in ten hours: one slot, one power.
    expect(found.sessions[0]!.powerKw).toHaveLength(2);
    const hourly = plainProblem([bus("a", 0, 10, 300)], { paidPeakKw: 50, slotMs: HOUR_MS });
    const { powerKw } = (await plan(hourly)).sessions[0]!;
    expect(powerKw.map(([atMs, kw]) => [atMs / HOUR_MS, Math.round(kw)])).toEqual([
      [0, 50],
      [6, 0],
    ]);
  });

  it("takes the cheap hours at the smallest peak, or pays for a higher one that is worth it", async () => {
    const night = plainProblem([bus("a", 0, 4, 100)], {
      eurPerKwh: [
        [0, 0.4],
        [3 * HOUR_MS, 0.1],
      ],
    });
    const first = await plan(night);
    expect(first.peakKw).toBeCloseTo(25, 6);
    expect(first.energyEur).toBeCloseTo(25 * (3 * 0.4 + 0.1), 6);
    // One more kW moves a kWh from 0.4 to 0.1; less is not to be had.
    expect(first.marginal.peakEurPerKw![0]).toBeCloseTo(0.3, 4);
    expect(first.marginal.peakEurPerKw![1]).toBe(Infinity);
    const cheapPeak = await plan({ ...night, peakEurPerKw: 0.2 });
    expect(cheapPeak.peakKw).toBeCloseTo(100, 6);
    expect(cheapPeak.lowerBoundKw).toBeCloseTo(25, 6);
    expect(cheapPeak.energyEur).toBeCloseTo(10, 6);
    const dearPeak = await plan({ ...night, peakEurPerKw: 0.5 });
    expect(dearPeak.peakKw).toBeCloseTo(25, 6);
  });

  it("serves one after the other: first what all must have, by priority, departure and id", async () => {
    const found = await plan(
      plainProblem(
        [
          bus("late", 0, 3, 60, { desiredKwh: 80 }),
          bus("b", 0, 2, 60),
          bus("a", 0, 2, 60),
          bus("first", 0, 3, 60, { desiredKwh: 90, priority: 1 }),
        ],
        { nodes: [site({ limitKw: [[0, 60]] })] },
      ),
    );
    const held = found.sessions.map(({ leavesWithKwh }) => Math.round(leavesWithKwh * 1e6) / 1e6);
    expect(held).toEqual([0, 60, 60, 60]);
    expect(found.unmetKwh).toBeCloseTo(60, 6);
    expect(found.sessions[0]).toMatchObject({
      leastAtMs: null,
      desiredAtMs: null,
      shortfall: { nodeId: "site", fromMs: 0, toMs: 3 * HOUR_MS, moreKw: null },
    });
    expect(found.sessions[3]).toMatchObject({ desiredAtMs: null, unmetKwh: 0, shortfall: null });
    // One kW for three hours.
    expect(found.marginal.nodes).toHaveLength(1);
    expect(found.marginal.nodes[0]!.kwhPerKw).toBeCloseTo(3, 4);
  });

  it("knows a bus that no limit keeps from being ready", async () => {
    const found = await plan(plainProblem([bus("a", 1, 3, 250)]));
    expect(found.unmetKwh).toBeCloseTo(50, 6);
    expect(found.sessions[0]!.shortfall).toEqual({
      nodeId: null,
      fromMs: HOUR_MS,
      toMs: 3 * HOUR_MS,
      moreKw: null,
    });
  });

  it("counts what is reserved and what flows anyway as base load, and takes it from the cap", async () => {
    const found = await plan(
      plainProblem([bus("a", 0, 2, 100, { reservedKw: 20, fixedLoadKw: [[0, 30]] })]),
    );
    // 40 of 100 kWh flow anyway; 60 in two hours on top of 50 kW.
    expect(found.peakKw).toBeCloseTo(80, 6);
    expect(found.sessions[0]!.powerKw[0]![1]).toBeCloseTo(80, 6);
    const most = await plan(
      plainProblem([bus("a", 0, 2, 900, { reservedKw: 20, fixedLoadKw: [[0, 30]] })]),
    );
    expect(most.peakKw).toBeCloseTo(100, 6);
    expect(most.sessions[0]!.leavesWithKwh).toBeCloseTo(140, 6);
  });

  it("keeps a cabinet below its rating at the outlets", async () => {
    const loss = { fixedKw: 0, perKw: 1.25, perKw2: 0 };
    const problem = plainProblem(
      [bus("a", 0, 2, 100, { cabinet: 0, loss }), bus("b", 0, 2, 100, { cabinet: 0, loss })],
      { cabinets: [{ id: "pair", node: 0, ratedKw: 60, moduleKw: null, outletsAtOnce: null }] },
    );
    const found = await plan(problem);
    expect(found.peakKw).toBeCloseTo(75, 6);
    expect(found.unmetKwh).toBeCloseTo(80, 6);
    expect(found.sessions[1]!.shortfall!.nodeId).toBe("pair");
  });

  it("names what it relaxed, and is not sure then", async () => {
    const found = await plan(
      plainProblem(
        [
          bus("a", 0, 4, 200, {
            curve: [
              [0, 100],
              [100, 100],
              [1_000, 10],
            ],
            minKw: 5,
            loss: { fixedKw: 1, perKw: 1.02, perKw2: 0.000_1 },
            cabinet: 0,
          }),
        ],
        { cabinets: [{ id: "pair", node: 0, ratedKw: 60, moduleKw: 20, outletsAtOnce: 1 }] },
      ),
    );
    expect(found.kind).toBe("relaxed");
    expect(found.relaxed).toEqual(["loss", "minKw", "modules", "outletsAtOnce", "taper"]);
    // Best at √(1 / 0.0001) = 100 kW: 1.02 + 2 × 0.01.
    expect(found.peakKw).toBeCloseTo((200 * 1.04) / 4, 6);
  });

  it("has an answer to nothing", async () => {
    expect(await plan(plainProblem([]))).toMatchObject({ peakKw: 0, unmetKwh: 0, sessions: [] });
    const noTime = plainProblem([], { toMs: 0, paidPeakKw: 7 });
    expect(await plan(noTime)).toMatchObject({ peakKw: 7, lowerBoundKw: 7, energyEur: null });
    const full = await plan(plainProblem([bus("a", 0, 1, 0)]));
    expect(full.sessions[0]).toMatchObject({ leavesWithKwh: 0, leastAtMs: 0, desiredAtMs: 0 });
  });
});
