import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PowerTree } from "../../src/physics/index.ts";
import {
  allocate,
  type ChargingSession,
  type Law,
  laws,
  strategies,
  type StrategyName,
} from "../../src/planning/index.ts";
import {
  depotsWithCabinets as cases,
  kw,
  sessions,
  type TestCabinet,
} from "../support/arbitraries.ts";

const SLACK_KW = 1e-6;
const INCREMENT_KW = 2;

/** What a law gives, sessions in its order. */
function given(
  law: Law,
  tree: PowerTree,
  freeKw: readonly number[],
  list: readonly ChargingSession[],
  cabinets: readonly Pick<TestCabinet, "modules">[] = [],
  plannedPeakKw = Infinity,
) {
  const ordered = list.toSorted(
    (a, b) => law.key(a) - law.key(b) || (a.vehicleId < b.vehicleId ? -1 : 1),
  );
  const grantsKw = new Float64Array(ordered.length);
  const free = {
    tree,
    freeKw: Float64Array.from(freeKw),
    freeModules: Float64Array.from(cabinets, ({ modules }) => modules),
    plannedPeakKw,
  };
  allocate(law, ordered, free, grantsKw, INCREMENT_KW);
  return { ordered, grantsKw };
}

/** What all sessions below each node get. */
function drawn(tree: PowerTree, ordered: readonly ChargingSession[], grantsKw: Float64Array) {
  const sums = new Float64Array(tree.size);
  ordered.forEach(({ node }, i) => tree.addAbove(sums, node, grantsKw[i]!));
  return sums;
}

/** Modules of each cabinet that nobody takes. */
function spareModules(
  cabinets: readonly TestCabinet[],
  ordered: readonly ChargingSession[],
  grantsKw: Float64Array,
): number[] {
  const spare = cabinets.map(({ modules }) => modules);
  ordered.forEach(({ outlet }, i) => {
    if (outlet === null || grantsKw[i] === 0) return;
    spare[outlet.cabinet]! -= outlet.modulesFor(grantsKw[i]!);
  });
  return spare;
}

/** The most that a session could have if it took all modules that are spare. */
function withSpareKw({ outlet }: ChargingSession, grantKw: number, spare: readonly number[]) {
  if (outlet === null) return Infinity;
  const held = grantKw > 0 ? outlet.modulesFor(grantKw) : 0;
  return outlet.mostKw(held + spare[outlet.cabinet]!);
}

/** As if no plan knew them: then a law that tracks plans has to serve them all the same. */
function unplanned(list: readonly ChargingSession[]): ChargingSession[] {
  return list.map((session) => ({ ...session, plannedKw: 0, mostKw: Infinity }));
}

const every = Object.values(strategies).map(({ law }) => law);

describe.each(every)("law $name", (law) => {
  it("says what it does, under the name it has in a scenario", () => {
    expect(strategies[law.name as StrategyName].law).toBe(law);
    expect(law.says.length).toBeGreaterThan(20);
  });

  it("gives nobody more than it asks, nor less than its minimum but nothing", () => {
    fc.assert(
      fc.property(cases, ({ tree, freeKw, list, cabinets }) => {
        const { ordered, grantsKw } = given(law, tree, freeKw, list, cabinets);
        for (const [i, { askKw, minKw }] of ordered.entries()) {
          const grantKw = grantsKw[i]!;
          expect(grantKw).toBeLessThanOrEqual(askKw + SLACK_KW);
          expect(grantKw === 0 || grantKw >= minKw - SLACK_KW).toBe(true);
        }
      }),
    );
  });

  it.runIf(law.keepsLimits)("keeps every limit of the tree", () => {
    fc.assert(
      fc.property(cases, ({ tree, freeKw, list, cabinets }) => {
        const { ordered, grantsKw } = given(law, tree, freeKw, list, cabinets);
        const sums = drawn(tree, ordered, grantsKw);
        for (const [node, sumKw] of sums.entries()) {
          expect(sumKw).toBeLessThanOrEqual(Math.max(0, freeKw[node]!) + SLACK_KW);
        }
      }),
    );
  });

  it.runIf(law.keepsLimits)("takes of every cabinet no more modules than it has", () => {
    fc.assert(
      fc.property(cases, ({ tree, freeKw, list, cabinets }) => {
        const { ordered, grantsKw } = given(law, tree, freeKw, list, cabinets);
        for (const spare of spareModules(cabinets, ordered, grantsKw)) {
          expect(spare).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("gives everybody what it asks where it fits", () => {
    fc.assert(
      fc.property(cases, ({ tree, list, cabinets }) => {
        const plenty = tree.ids.map(() => Infinity);
        const banks = cabinets.map(() => ({ modules: Infinity }));
        const { ordered, grantsKw } = given(law, tree, plenty, unplanned(list), banks);
        for (const [i, { askKw, minKw }] of ordered.entries()) {
          expect(grantsKw[i]).toBeCloseTo(askKw >= minKw ? askKw : 0, 6);
        }
      }),
    );
  });

  it("leaves no power idle that a session could use as it stands", () => {
    fc.assert(
      fc.property(cases, ({ tree, freeKw, list, cabinets }) => {
        if (!law.keepsLimits) return;
        const { ordered, grantsKw } = given(law, tree, freeKw, unplanned(list), cabinets);
        const spare = spareModules(cabinets, ordered, grantsKw);
        const sums = drawn(tree, ordered, grantsKw);
        const roomKw = Float64Array.from(freeKw, (free, node) => free - sums[node]!);
        // A round that no longer fits leaves less than an increment.
        const idleKw = law.share === "inRounds" ? INCREMENT_KW : 0;
        for (const [i, session] of ordered.entries()) {
          const { node, askKw, minKw } = session;
          const moreKw = withSpareKw(session, grantsKw[i]!, spare) - grantsKw[i]!;
          const room = Math.min(tree.leastAbove(roomKw, node), moreKw);
          const missingKw = askKw - grantsKw[i]!;
          const useful = grantsKw[i]! > 0 ? Math.min(room, missingKw) : Math.min(room, askKw);
          const usable = grantsKw[i]! > 0 || (useful >= minKw && askKw >= minKw);
          if (usable) expect(useful).toBeLessThanOrEqual(idleKw + SLACK_KW);
        }
      }),
    );
  });
});

describe.each(
  Object.values(laws).filter(({ share, keepsLimits }) => share === "inOrder" && keepsLimits),
)("order law $name", (law) => {
  it("fills one connection from the front, as anybody would by hand", () => {
    fc.assert(
      fc.property(kw(0, 600), sessions(1), (limitKw, withMinimum) => {
        const list = withMinimum.map((session) => ({ ...session, minKw: 0 }));
        const { ordered, grantsKw } = given(law, new PowerTree(["site"], [-1]), [limitKw], list);
        let leftKw = limitKw;
        for (const [i, { askKw }] of ordered.entries()) {
          expect(grantsKw[i]).toBeCloseTo(Math.min(askKw, leftKw), 6);
          leftKw -= Math.min(askKw, leftKw);
        }
      }),
    );
  });
});

describe.each(every.filter(({ share }) => share === "asPlanned"))("tracking law $name", (law) => {
  it("serves whoever is in no plan as leastLaxityFirst does", () => {
    fc.assert(
      fc.property(cases, ({ tree, freeKw, list, cabinets }) => {
        const alone = unplanned(list);
        const tracked = given(law, tree, freeKw, alone, cabinets);
        expect(tracked).toEqual(given(laws.leastLaxityFirst, tree, freeKw, alone, cabinets));
      }),
    );
  });

  it("gives what is planned wherever limits let it, whatever the planned peak", () => {
    fc.assert(
      fc.property(cases, kw(0, 900), ({ tree, list, cabinets }, peakKw) => {
        const plenty = tree.ids.map(() => Infinity);
        const banks = cabinets.map(() => ({ modules: Infinity }));
        const { ordered, grantsKw } = given(law, tree, plenty, list, banks, peakKw);
        for (const [i, { askKw, minKw, plannedKw }] of ordered.entries()) {
          const dueKw = Math.min(askKw, plannedKw);
          if (dueKw >= minKw) expect(grantsKw[i]).toBeGreaterThanOrEqual(dueKw - SLACK_KW);
        }
      }),
    );
  });

  it("keeps what is not planned under the planned peak, and every session under its most", () => {
    fc.assert(
      fc.property(cases, kw(0, 900), ({ tree, freeKw, list, cabinets }, peakKw) => {
        const { ordered, grantsKw } = given(law, tree, freeKw, list, cabinets, peakKw);
        let [sumKw, plannedKw] = [0, 0];
        for (const [i, session] of ordered.entries()) {
          const dueKw = Math.min(session.askKw, session.plannedKw);
          expect(grantsKw[i]).toBeLessThanOrEqual(Math.max(dueKw, session.mostKw) + SLACK_KW);
          sumKw += grantsKw[i]!;
          plannedKw += Math.min(grantsKw[i]!, dueKw);
        }
        expect(sumKw).toBeLessThanOrEqual(Math.max(plannedKw, peakKw) + SLACK_KW);
      }),
    );
  });
});

describe("equalShare", () => {
  it("is max-min fair above the minimums: who gets less is full or sits below a full node or bank", () => {
    fc.assert(
      fc.property(cases, ({ tree, freeKw, list, cabinets }) => {
        const { ordered, grantsKw } = given(laws.equalShare, tree, freeKw, list, cabinets);
        const spare = spareModules(cabinets, ordered, grantsKw);
        const sums = drawn(tree, ordered, grantsKw);
        const partKw = (i: number): number => grantsKw[i]! - ordered[i]!.minKw;
        for (const [i, session] of ordered.entries()) {
          const { askKw, node } = session;
          const mostKw = Math.min(askKw, withSpareKw(session, grantsKw[i]!, spare));
          if (grantsKw[i] === 0 || grantsKw[i]! >= mostKw - SLACK_KW) continue;
          const isFair = ancestors(tree, node).some(
            (above) =>
              sums[above]! >= freeKw[above]! - SLACK_KW &&
              ordered.every(
                (other, j) =>
                  grantsKw[j] === 0 ||
                  !ancestors(tree, other.node).includes(above) ||
                  partKw(j) <= partKw(i) + SLACK_KW,
              ),
          );
          expect(isFair).toBe(true);
        }
      }),
    );
  });
});

describe("roundRobin", () => {
  it("deals increments as a queue would, one at a time", () => {
    fc.assert(
      fc.property(kw(0, 300), sessions(1), (limitKw, list) => {
        const { ordered, grantsKw } = given(
          laws.roundRobin,
          new PowerTree(["site"], [-1]),
          [limitKw],
          list,
        );
        expect([...grantsKw].map((x) => Math.round(x * 1e6) / 1e6)).toEqual(
          dealt(ordered, limitKw).map((x) => Math.round(x * 1e6) / 1e6),
        );
      }),
    );
  });
});

function ancestors(tree: PowerTree, node: number): number[] {
  return node < 0 ? [] : [node, ...ancestors(tree, tree.parents[node]!)];
}

/** Round robin by hand: minimums in order, then a queue whose head takes an increment and goes last. */
function dealt(ordered: readonly ChargingSession[], limitKw: number): number[] {
  let leftKw = limitKw;
  const grants = ordered.map(({ askKw, minKw }) => {
    if (askKw <= 0 || askKw < minKw || leftKw < minKw) return 0;
    leftKw -= minKw;
    return minKw;
  });
  // Where a minimum did not fit nothing is dealt; where it is 0 the deal begins at 0.
  const admitted = admittedBy(ordered, limitKw);
  const queue = ordered.map((_, i) => i).filter((i) => admitted[i]);
  while (queue.length > 0) {
    const i = queue.shift()!;
    const stepKw = Math.min(INCREMENT_KW, ordered[i]!.askKw - grants[i]!);
    if (stepKw <= 1e-9 || leftKw < stepKw - 1e-9) continue;
    grants[i]! += stepKw;
    leftKw -= stepKw;
    queue.push(i);
  }
  return grants;
}

function admittedBy(ordered: readonly ChargingSession[], limitKw: number): boolean[] {
  let leftKw = limitKw;
  return ordered.map(({ askKw, minKw }) => {
    const fits = askKw > 0 && askKw >= minKw && leftKw >= minKw;
    if (fits) leftKw -= minKw;
    return fits;
  });
}
