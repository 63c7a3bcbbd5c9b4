import fc from "fast-check";
import type { PlannedNode, PlannedSession, PlanningProblem } from "../../src/messages/index.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FROM_MS = Date.UTC(2026, 2, 3, 18);
const HOURS = 6;

/** Whether and how buses taper. */
type Shape = "concave" | "flat";

const minute = fc.integer({ min: 0, max: HOURS * 60 }).map((min) => FROM_MS + min * MINUTE_MS);

/** Concave: nowhere steeper up than before. Some rise at first, some fall to nothing. */
function curveOf(usableKwh: number, shape: Shape): fc.Arbitrary<PlannedSession["curve"]> {
  const ratedKw = fc.constantFrom(50, 80, 150);
  if (shape === "flat") {
    return ratedKw.map((kw) => [
      [0, kw],
      [usableKwh, kw],
    ]);
  }
  return fc
    .record({
      kw: ratedKw,
      bend: fc.constantFrom(0.5, 0.7, 0.8, 0.9),
      last: fc.constantFrom(0, 0.1, 0.3, 1),
      first: fc.constantFrom(1, 1, 0.8),
    })
    .map(({ kw, bend, last, first }) => [
      [0, kw * first],
      [usableKwh * 0.2, kw],
      [usableKwh * bend, kw],
      [usableKwh, kw * last],
    ]);
}

function nodesOf(tight: boolean): fc.Arbitrary<PlannedNode[]> {
  const limitKw = fc.option(fc.integer({ min: 40, max: 400 }), { nil: null, freq: 3 });
  const step = <T>(value: fc.Arbitrary<T>) =>
    fc.tuple(value, value, minute).map(([first, then, atMs]): [number, T][] =>
      atMs > FROM_MS
        ? [
            [FROM_MS, first],
            [atMs, then],
          ]
        : [[FROM_MS, then]],
    );
  return fc.constantFrom([-1], [-1, 0], [-1, 0, 0], [-1, 0, 1]).chain((parents) =>
    fc.tuple(
      ...parents.map((parent, n) =>
        fc
          .record({
            limit: tight ? step(limitKw) : fc.constant([[FROM_MS, null]] as [number, null][]),
            baseLoadKw: step(fc.integer({ min: 0, max: 30 })),
          })
          .map(({ limit, baseLoadKw }): PlannedNode => ({
            id: `node${n}`,
            parent,
            limitKw: limit,
            baseLoadKw,
          })),
      ),
    ),
  );
}

function sessionOf(nodes: number, shape: Shape): fc.Arbitrary<Omit<PlannedSession, "id">> {
  return fc
    .record({
      edges: fc.tuple(minute, minute).filter(([a, b]) => a !== b),
      node: fc.nat({ max: nodes - 1 }),
      usableKwh: fc.constantFrom(200, 350),
      shares: fc.tuple(fc.nat({ max: 100 }), fc.nat({ max: 100 })),
      perKw: shape === "flat" ? fc.constant(1 / 0.95) : fc.constantFrom(1, 1 / 0.95),
    })
    .chain(({ edges, shares, usableKwh, perKw, node }) =>
      curveOf(usableKwh, shape).map((curve) => {
        const goalKwh = (Math.max(...shares) / 100) * usableKwh;
        return {
          node,
          usableKwh,
          curve,
          cabinet: null,
          fromMs: Math.min(...edges),
          toMs: Math.max(...edges),
          storedKwh: (Math.min(...shares) / 100) * usableKwh,
          leastKwh: goalKwh,
          desiredKwh: goalKwh,
          minKw: 0,
          loss: { fixedKw: 0, perKw, perKw2: 0 },
          fixedLoadKw: [[FROM_MS, 0]] as const,
          reservedKw: 0,
          priority: 0,
        };
      }),
    );
}

/**
 * Few buses on a small tree for an evening.
 *
 * @param tight whether the grid has limits that may leave buses short
 */
export function randomTaperProblems(
  shape: Shape,
  { tight = true, buses = 6 } = {},
): fc.Arbitrary<PlanningProblem> {
  return nodesOf(tight).chain((nodes) =>
    fc
      .array(sessionOf(nodes.length, shape), { minLength: 1, maxLength: buses })
      .map((sessions): PlanningProblem => ({
        schemaVersion: 1,
        fromMs: FROM_MS,
        toMs: FROM_MS + HOURS * HOUR_MS,
        slotMs: 15 * MINUTE_MS,
        paidPeakKw: 0,
        peakEurPerKw: null,
        eurPerKwh: null,
        nodes,
        cabinets: [],
        sessions: sessions.map((session, i) => ({ id: `bus${i}`, ...session })),
      })),
  );
}
