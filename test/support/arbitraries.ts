import fc from "fast-check";
import { id, type VehicleId } from "../../src/messages/index.ts";
import { PowerTree } from "../../src/physics/index.ts";
import type { ChargingSession } from "../../src/planning/index.ts";

/** A tree of 1 to 5 nodes with what charging may draw at each. */
export const grids = fc
  .array(fc.record({ parent: fc.nat(), freeKw: fc.oneof(kw(0, 600), fc.constant(Infinity)) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((nodes) => ({
    tree: new PowerTree(
      nodes.map((_, i) => `n${i}`),
      nodes.map(({ parent }, i) => (i === 0 ? -1 : parent % i)),
    ),
    freeKw: nodes.map(({ freeKw }) => freeKw),
  }));

/** Sessions at the nodes of a tree, unsorted. */
export function sessions(nodes: number): fc.Arbitrary<ChargingSession[]> {
  return fc
    .array(
      fc.record({
        pluggedInAtMs: fc.nat(20),
        departureAtMs: fc.oneof(fc.nat(40), fc.constant(Infinity)),
        remainingKwh: kw(0, 300),
        remainingMs: fc.nat(20),
        node: fc.nat(nodes - 1),
        askKw: fc.oneof(kw(0, 160), fc.constant(0)),
        minKw: fc.oneof(kw(0, 30), fc.constant(0)),
        plannedKw: fc.oneof(kw(0, 160), fc.constant(0)),
        mostKw: fc.oneof(kw(0, 160), fc.constant(Infinity)),
      }),
      { maxLength: 15 },
    )
    .map((list) =>
      list.map((session, i) => ({
        ...session,
        vehicleId: id<VehicleId>(`bus${i}`),
        outlet: null,
      })),
    );
}

/** A bank of modules at a node; one module: one outlet at a time. */
export interface TestCabinet {
  readonly node: number;
  readonly modules: number;
  readonly moduleKw: number;
}

/** Grids, cabinets, and sessions at stations of their own and at outlets. */
export const depotsWithCabinets = grids.chain(({ tree, freeKw }) =>
  fc
    .record({
      cabinets: fc.array(
        fc.record({
          node: fc.nat(tree.size - 1),
          modules: fc.constantFrom(0, 1, 1, 2, 5),
          moduleKw: fc.constantFrom(25, 30, 150),
        }),
        { maxLength: 3 },
      ),
      plain: sessions(tree.size),
      places: fc.array(fc.nat(5), { minLength: 15, maxLength: 15 }),
    })
    .map(({ cabinets, plain, places }) => ({
      tree,
      freeKw,
      cabinets,
      list: plain.map((session, i) => outletOf(session, cabinets, places[i]!)),
    })),
);

function outletOf(
  session: ChargingSession,
  cabinets: readonly TestCabinet[],
  cabinet: number,
): ChargingSession {
  if (cabinet >= cabinets.length) return session;
  const { node, moduleKw } = cabinets[cabinet]!;
  const outlet = {
    cabinet,
    modulesFor: (powerKw: number) => Math.max(1, Math.ceil(powerKw / moduleKw - 1e-6)),
    mostKw: (modules: number) => modules * moduleKw,
  };
  return { ...session, node, outlet };
}

export function kw(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true });
}
