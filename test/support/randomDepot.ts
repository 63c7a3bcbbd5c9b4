import fc from "fast-check";
import { baseLoadBelow, type CabinetSpec, type StationSpec } from "../../src/depot/index.ts";
import { ConverterLoss, modulesFor, StepSeries } from "../../src/physics/index.ts";
import { strategies, type Strategy } from "../../src/planning/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { kw } from "./arbitraries.ts";
import { DAY_MS, HOUR_MS, smallDepot, type SmallNode, type SmallStay } from "./smallDepot.ts";

const DAYS = 2;

/** Tenths: a double is most often next to nothing, and then nobody shares anything. */
const tenths = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof(
    kw(min, max),
    fc.integer({ min: min * 10, max: max * 10 }).map((n) => n / 10),
  );

/** Buses with one to three stays each, one after the other. */
const fleets = fc
  .array(
    fc.record({
      type: fc.constantFrom("taper", "flat", "toZero", "rising"),
      gaps: fc.array(fc.tuple(tenths(0.1, 10), tenths(0.1, 12), tenths(0, 400)), {
        minLength: 1,
        maxLength: 3,
      }),
      lastIsOpen: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((buses) =>
    buses.flatMap(({ type, gaps, lastIsOpen }, i): SmallStay[] => {
      let atH = 0;
      return gaps.map(([awayH, hereH, usedKwh], n) => {
        const arriveH = atH + awayH;
        atH = arriveH + hereH;
        const isOpen = lastIsOpen && n === gaps.length - 1;
        return { bus: `bus${i}`, type, arriveH, departH: isOpen ? null : atH, usedKwh };
      });
    }),
  );

/** Base loads and limits that step; a base load may cross a limit. */
function steps(values: fc.Arbitrary<number>): fc.Arbitrary<StepSeries> {
  return fc
    .uniqueArray(fc.integer({ min: 0, max: DAYS * 24 * 4 }), { minLength: 1, maxLength: 4 })
    .chain((quarters) =>
      fc.array(values, { minLength: quarters.length, maxLength: quarters.length }).map(
        (list) =>
          new StepSeries(
            quarters.toSorted((a, b) => a - b).map((q) => DAY_MS + q * (HOUR_MS / 4)),
            list,
          ),
      ),
    );
}

const nodesOf: fc.Arbitrary<SmallNode[]> = fc
  .array(
    fc.record({
      parent: fc.nat(),
      maxKw: fc.option(fc.oneof(kw(60, 500), steps(kw(60, 500))), { nil: undefined }),
      contractKw: fc.option(kw(80, 500), { nil: undefined }),
      baseLoadKw: fc.oneof(fc.constant(0), kw(0, 50), steps(kw(0, 90))),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) =>
    list.map(({ parent, maxKw, contractKw, baseLoadKw }, i) => ({
      id: `n${i}`,
      parent: i === 0 ? -1 : parent % i,
      baseLoadKw,
      ...(maxKw === undefined ? {} : { maxKw }),
      ...(contractKw === undefined ? {} : { contractKw }),
    })),
  );

/** A bank that outlets share; its module is a part of what one outlet gives. */
const banks = fc.record({
  outlets: fc.integer({ min: 2, max: 4 }),
  modules: fc.constantFrom(1, 1, 2, 5),
  moduleShare: fc.constantFrom(0.2, 0.3, 1),
  switchMs: fc.constantFrom(0, 7000),
});

const stationsOf = (nodes: number) =>
  fc.array(
    fc.record({
      bank: fc.option(banks, { nil: null }),
      node: fc.nat(nodes - 1),
      ratedKw: kw(30, 180),
      minKw: fc.constantFrom(0, 5, 12),
      isLossy: fc.boolean(),
      standbyKw: fc.constantFrom(0, 0.2),
      connectMs: fc.constantFrom(0, 45_000),
      disconnectMs: fc.constantFrom(0, 20_000),
      fallbackKw: fc.constantFrom(0, 0, 0, 3),
    }),
    { minLength: 1, maxLength: 6 },
  );

type RandomStation = typeof stationsOf extends (nodes: number) => fc.Arbitrary<(infer S)[]>
  ? S
  : never;

/** Points and cabinets, each cabinet below a grid node of its own, which meters it. */
function hardwareOf(list: readonly RandomStation[], nodes: readonly SmallNode[]) {
  const all = [...nodes];
  const cabinets: CabinetSpec[] = [];
  const stations: Omit<StationSpec, "id">[] = [];
  for (const { bank, isLossy, ...station } of list) {
    const { ratedKw, standbyKw } = station;
    const loss = new ConverterLoss(
      isLossy ? { fixedKw: 1, linear: 0.02, quadratic: 0.02 } : { efficiency: 0.95 },
      ratedKw,
    );
    if (bank === null) {
      stations.push({ ...station, loss, cabinet: null });
      continue;
    }
    const { outlets, modules, switchMs } = bank;
    const moduleKw = bank.modules === 1 ? ratedKw : bank.moduleShare * ratedKw;
    const cabinetId = `cabinet${cabinets.length}`;
    const node = all.push({ id: cabinetId, parent: station.node }) - 1;
    const cabinet =
      cabinets.push({ id: cabinetId, node, modules, moduleKw, switchMs, standbyKw }) - 1;
    const falls = outlets * modulesFor(station.fallbackKw, moduleKw) <= modules;
    const fallbackKw = falls ? station.fallbackKw : 0;
    for (let i = 0; i < outlets; i++) {
      stations.push({ ...station, loss, node, cabinet, fallbackKw, standbyKw: 0 });
    }
  }
  return { nodes: all, stations, cabinets };
}

/** The most that a node that meters a cabinet of a random depot may see [kW]. */
export function cabinetLimitKw({ stations, cabinets }: Scenario, cabinet: number): number {
  const { modules, moduleKw } = cabinets[cabinet]!;
  const outlets = stations.filter((station) => station.cabinet === cabinet);
  const totalKw = modules * moduleKw;
  // The polynomial loses 1 kW per outlet and up to 4 % of what is given.
  return outlets[0]!.loss.isConstant ? totalKw / 0.95 : totalKw * 1.04 + outlets.length;
}

const randomServices: fc.Arbitrary<Scenario["yard"]["services"][number]> = fc.record({
  name: fc.constantFrom("shunting", "cleaning"),
  durationMs: fc.constantFrom(60_000, 1_800_000, 10_000_000),
  places: fc.constantFrom(null, 1, 2),
  share: fc.constantFrom(1, 1, 0.5),
});

/** Any depot that a test can think of: grids, cabinets, curves, cadence, roundings, too few points. */
export function randomDepots(
  list: readonly Strategy[] = Object.values(strategies),
): fc.Arbitrary<Scenario> {
  return nodesOf.chain((nodes) =>
    fc
      .record({
        stays: fleets,
        stations: stationsOf(nodes.length),
        strategy: fc.constantFrom(...list),
        cadenceMs: fc.constantFrom(null, null, null, 900_000),
        limitStepKw: fc.constantFrom(0, 0.1, 5),
        quantumMs: fc.constantFrom(60_000, 600_000),
        limitLifetimeMs: fc.constantFrom(20 * 60_000, 12 * HOUR_MS),
        carry: fc.constantFrom("alone" as const, "carried" as const),
        target: fc.constantFrom(
          { target: "full" as const },
          { target: "refillLastBlock" as const },
          { target: "nextBlock" as const },
          { target: "nextBlock" as const, reserveSoc: 0.15, desiredSoc: 0 },
        ),
        departure: fc.constantFrom("onTime" as const, "wait" as const),
        plugInDelayMs: fc.constantFrom(0, 300_000),
        services: fc.array(randomServices, { maxLength: 3 }),
        pointAssignment: fc.constantFrom("firstFree" as const, "byNextDeparture" as const),
        swapMs: fc.constantFrom(null, 60_000, 600_000),
        ambientC: fc.constantFrom(20, 20, -12, 3, 34),
        lengthM: fc.constantFrom(12, 18),
      })
      .map((depot) =>
        smallDepot({
          stays: depot.stays,
          ...hardwareOf(depot.stations, nodes),
          busTypes: {
            taper: {},
            flat: {
              curve: [
                [0, 120],
                [1, 120],
              ],
              minKw: 6,
            },
            toZero: {
              curve: [
                [0, 150],
                [0.7, 150],
                [1, 0],
              ],
            },
            rising: {
              curve: [
                [0, 40],
                [0.1, 150],
                [0.8, 150],
                [1, 30],
              ],
              usableKwh: 200,
            },
          },
          cabins: new Map(
            ["taper", "flat", "toZero"].map((type) => [
              type,
              { heating: "ptc" as const, lengthM: depot.lengthM },
            ]),
          ),
          ambientC: depot.ambientC,
          ...depot.strategy,
          yard: {
            carry: depot.carry,
            ...depot.target,
            departure: depot.departure,
            unplugBeforeMs: 60_000,
            services: depot.services,
            pointAssignment: depot.pointAssignment,
            swapMs: depot.swapMs,
          },
          control: {
            cadenceMs: depot.cadenceMs,
            limitStepKw: depot.limitStepKw,
            quantumMs: depot.quantumMs,
            limitLifetimeMs: depot.limitLifetimeMs,
          },
          plugInDelayMs: depot.plugInDelayMs,
          run: { fromMs: DAY_MS, toMs: DAY_MS + DAYS * 24 * HOUR_MS },
        }),
      )
      .filter(fallbacksFit),
  );
}

/** As a scenario file is checked: what flows without control fits, wherever base load leaves room. */
function fallbacksFit({ tree, nodes, stations }: Scenario): boolean {
  const fallbackKw = fallbackBelowKw(tree, stations);
  const below = baseLoadBelow(tree, nodes);
  return nodes.every(({ contractKw, maxKw }, node) =>
    [contractKw, maxKw].every((limit) =>
      StepSeries.combine(limit, below[node]!, (limitKw, baseKw) => limitKw - baseKw).values.every(
        (roomKw) => roomKw < 0 || roomKw >= fallbackKw[node]!,
      ),
    ),
  );
}

/** What all stations below each node draw when nobody is in control [kW]. */
export function fallbackBelowKw(
  tree: Scenario["tree"],
  stations: Scenario["stations"],
): Float64Array {
  const sums = new Float64Array(tree.size);
  for (const { node, loss, fallbackKw } of stations)
    tree.addAbove(sums, node, loss.acKw(fallbackKw));
  return sums;
}
