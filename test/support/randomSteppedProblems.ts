import fc from "fast-check";
import type { PlannedCabinet, PlannedSession, PlanningProblem } from "../../src/messages/index.ts";

const QUARTER_MS = 15 * 60_000;
const FROM_MS = Date.UTC(2026, 2, 3, 18);
const QUARTERS = 12;
const USABLE_KWH = 200;

/** What comes in steps. */
export type Steps = "minKw" | "modules" | "outletsAtOnce";

const quarter = fc.integer({ min: 0, max: QUARTERS });

/** Of two outlets each; what they share is less than what they could give alone. */
function cabinetOf(steps: Steps): fc.Arbitrary<Omit<PlannedCabinet, "id">> {
  return fc.constantFrom(60, 90, 150).map((ratedKw) => ({
    node: 0,
    ratedKw,
    moduleKw: steps === "modules" ? 30 : null,
    outletsAtOnce: steps === "outletsAtOnce" ? 1 : null,
  }));
}

function sessionOf(steps: Steps): fc.Arbitrary<Omit<PlannedSession, "id" | "cabinet">> {
  return fc
    .record({
      edges: fc.tuple(quarter, quarter).filter(([a, b]) => Math.abs(a - b) >= 2),
      goalShare: fc.constantFrom(0.6, 0.9, 1),
      needShare: fc.integer({ min: 5, max: 40 }).map((n) => n / 100),
      ratedKw: fc.constantFrom(60, 150),
      lastShare: fc.constantFrom(1, 0.5),
      minKw: steps === "minKw" ? fc.constantFrom(10, 30) : fc.constant(0),
    })
    .map(({ edges, goalShare, needShare, ratedKw, lastShare, minKw }) => {
      const goalKwh = goalShare * USABLE_KWH;
      return {
        node: 0,
        usableKwh: USABLE_KWH,
        curve: [
          [0, ratedKw],
          [0.8 * USABLE_KWH, ratedKw],
          [USABLE_KWH, ratedKw * lastShare],
        ] as const,
        fromMs: FROM_MS + Math.min(...edges) * QUARTER_MS,
        toMs: FROM_MS + Math.max(...edges) * QUARTER_MS,
        storedKwh: goalKwh - needShare * USABLE_KWH,
        leastKwh: goalKwh,
        desiredKwh: goalKwh,
        minKw,
        loss: { fixedKw: 0, perKw: 1 / 0.95, perKw2: 0 },
        fixedLoadKw: [[FROM_MS, 0]] as const,
        reservedKw: 0,
        priority: 0,
      };
    });
}

/** Up to five buses, three hours in quarters: small enough for a mixed program. */
export function randomSteppedProblems(steps: Steps): fc.Arbitrary<PlanningProblem> {
  return fc
    .record({
      sessions: fc.array(sessionOf(steps), { minLength: 2, maxLength: 5 }),
      cabinets: fc.array(cabinetOf(steps), { minLength: 3, maxLength: 3 }),
      limitKw: fc.option(fc.integer({ min: 100, max: 300 }), { nil: null }),
    })
    .map(({ sessions, cabinets, limitKw }): PlanningProblem => ({
      schemaVersion: 1,
      fromMs: FROM_MS,
      toMs: FROM_MS + QUARTERS * QUARTER_MS,
      slotMs: QUARTER_MS,
      paidPeakKw: 0,
      peakEurPerKw: null,
      eurPerKwh: null,
      nodes: [
        { id: "site", parent: -1, limitKw: [[FROM_MS, limitKw]], baseLoadKw: [[FROM_MS, 20]] },
      ],
      cabinets:
        steps === "minKw" ? [] : cabinets.map((cabinet, c) => ({ id: `C${c}`, ...cabinet })),
      sessions: sessions.map((session, i) => ({
        id: `bus${i}`,
        cabinet: steps === "minKw" ? null : Math.floor(i / 2),
        ...session,
      })),
    }));
}
