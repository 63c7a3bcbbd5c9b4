import fc from "fast-check";
import type {
  PlannedCabinet,
  PlannedNode,
  PlannedSession,
  PlanningProblem,
  StepList,
} from "../../src/messages/index.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** 2026-03-02T16:00Z. */
const FROM_MS = 1_772_467_200_000;
const HOURS = 12;

/** What random problems may hold. */
export interface ProblemFeatures {
  /** Sessions at most. */
  readonly sessions: number;
  /** Time is cut at this, or a few others of the generator's choice. */
  readonly slotMs: number | null;
  readonly prices: boolean;
  /** Peak and energy weighed against each other. */
  readonly weighted: boolean;
  readonly cabinets: boolean;
  /** Reserved power and fixed loads. */
  readonly aside: boolean;
  /** Limits so low that not everybody can be served. */
  readonly tight: boolean;
}

export const ALL_FEATURES: ProblemFeatures = {
  sessions: 14,
  slotMs: 15 * MINUTE_MS,
  prices: true,
  weighted: true,
  cabinets: true,
  aside: true,
  tight: true,
};

const quarter = fc.integer({ min: 0, max: HOURS * 4 - 1 }).map((q) => FROM_MS + q * HOUR_MS * 0.25);

/** A value that changes a few times. */
function steps<T>(value: fc.Arbitrary<T>, most = 3): fc.Arbitrary<StepList<T>> {
  return fc
    .tuple(value, fc.uniqueArray(quarter, { maxLength: most }))
    .chain(([first, times]) =>
      fc
        .array(value, { minLength: times.length, maxLength: times.length })
        .map((values): StepList<T> => [
          [FROM_MS - HOUR_MS, first],
          ...times.toSorted((a, b) => a - b).map((atMs, i) => [atMs, values[i]!] as const),
        ]),
    );
}

/** Hundredths: rounding has something to do. */
function amount(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: min * 100, max: max * 100 }).map((n) => n / 100);
}

/** Trees two to four deep, any number of limits that vary. */
function nodesOf({ tight }: ProblemFeatures): fc.Arbitrary<PlannedNode[]> {
  const limitKw = fc.option(amount(tight ? 20 : 2_000, tight ? 600 : 4_000), { nil: null });
  return fc.constantFrom([-1], [-1, 0, 0], [-1, 0, 0, 1, 1], [-1, 0, 1, 2, 0, 4]).chain((parents) =>
    fc.tuple(
      ...parents.map((parent, n) =>
        fc
          .tuple(steps(limitKw), steps(n % 2 === 0 ? amount(0, 60) : fc.constant(0), 2))
          .map(([limit, baseLoadKw]): PlannedNode => ({
            id: n === 0 ? "site" : `node${n}`,
            parent,
            limitKw: limit,
            baseLoadKw,
          })),
      ),
    ),
  );
}

function cabinetsOf(
  nodes: number,
  { cabinets, tight }: ProblemFeatures,
): fc.Arbitrary<PlannedCabinet[]> {
  return fc
    .array(
      fc.record({
        node: fc.nat({ max: nodes - 1 }),
        ratedKw: tight ? amount(20, 150) : amount(2_000, 4_000),
      }),
      {
        maxLength: cabinets ? 2 : 0,
      },
    )
    .map((list) =>
      list.map((each, c) => ({ ...each, id: `cabinet${c}`, moduleKw: null, outletsAtOnce: null })),
    );
}

/** Flat curves and constant efficiencies: nothing is relaxed. */
function sessionOf(
  nodes: number,
  cabinets: readonly PlannedCabinet[],
  { aside }: ProblemFeatures,
): fc.Arbitrary<Omit<PlannedSession, "id">> {
  return fc
    .record({
      fromMin: fc.integer({ min: 0, max: HOURS * 60 - 30 }),
      lastsMin: fc.integer({ min: 5, max: 600 }),
      node: fc.nat({ max: nodes - 1 }),
      cabinet: fc.option(fc.nat({ max: 3 }), { nil: null }),
      usableKwh: fc.constantFrom(250, 350),
      shares: fc.tuple(fc.nat({ max: 100 }), fc.nat({ max: 100 }), fc.nat({ max: 100 })),
      outletKw: fc.constantFrom(50, 100, 150),
      perKw: fc.constantFrom(1, 1 / 0.95, 1 / 0.9),
      fixedLoadKw: aside ? steps(fc.constantFrom(0, 0, 5), 2) : fc.constant([[0, 0]] as const),
      reservedKw: aside ? fc.constantFrom(0, 0, 0, 3, 10) : fc.constant(0),
      priority: fc.constantFrom(0, 0, 0, 1, 2),
    })
    .map(({ fromMin, lastsMin, shares, outletKw, perKw, cabinet, ...rest }) => {
      const fromMs = FROM_MS + fromMin * MINUTE_MS;
      const [stored, least, desired] = shares.toSorted((a, b) => a - b) as [number, number, number];
      const at = (share: number): number => (share / 100) * rest.usableKwh;
      const shared = cabinet === null ? undefined : cabinets[cabinet];
      return {
        ...rest,
        // Outlets of one cabinet are alike.
        ...(shared === undefined ? {} : { node: shared.node }),
        cabinet: shared === undefined ? null : cabinet,
        fromMs,
        toMs: Math.min(fromMs + lastsMin * MINUTE_MS, FROM_MS + HOURS * HOUR_MS),
        storedKwh: at(stored),
        leastKwh: at(least),
        desiredKwh: at(desired),
        curve: [
          [0, outletKw],
          [rest.usableKwh, outletKw],
        ] as const,
        minKw: 0,
        loss: { fixedKw: 0, perKw: shared === undefined ? perKw : 1 / 0.95, perKw2: 0 },
      };
    });
}

/** Any problem that is a flow of energy, whole: an exact planner and a linear program must agree. */
export function randomProblems(
  features: Partial<ProblemFeatures> = {},
): fc.Arbitrary<PlanningProblem> {
  const chosen = { ...ALL_FEATURES, ...features };
  const { sessions, slotMs, prices, weighted } = chosen;
  return nodesOf(chosen).chain((nodes) =>
    cabinetsOf(nodes.length, chosen).chain((cabinets) =>
      fc
        .record({
          slotMs: fc.constantFrom(slotMs, null),
          paidPeakKw: fc.constantFrom(0, 0, 150, 700),
          peakEurPerKw: weighted
            ? fc.option(fc.constantFrom(0, 0.05, 0.3, 2, 10), { nil: null, freq: 2 })
            : fc.constant(null),
          eurPerKwh: prices
            ? fc.option(steps(amount(-1, 2), 5), { nil: null, freq: 3 })
            : fc.constant(null),
          list: fc.array(sessionOf(nodes.length, cabinets, chosen), { maxLength: sessions }),
        })
        .map(({ list, ...rest }): PlanningProblem => ({
          schemaVersion: 1,
          fromMs: FROM_MS,
          toMs: FROM_MS + HOURS * HOUR_MS,
          ...rest,
          nodes,
          cabinets,
          sessions: list.map((session, i) => ({ id: `bus${i}`, ...session })),
        })),
    ),
  );
}
