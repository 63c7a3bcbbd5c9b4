import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PresystemDesk, presystemRules } from "../../../src/drivers/vdv463/index.ts";
import type { ChargingRequest } from "../../../src/protocols/vdv463/index.ts";
import { requestFlaws } from "../../../src/protocols/vdv463/server/requestFlaws.ts";
import { RequestLists } from "../../../src/protocols/vdv463/server/requestLists.ts";
import { depot } from "../../support/vdv463Stage.ts";

const points = new Set(["urn:example:cp:1"]);

/** Some that overlap, some that contradict themselves, some without a beginning or an end; no id twice. */
const lists = fc
  .array(
    fc.record({
      bus: fc.integer({ min: 1, max: 3 }),
      arrival: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
      stay: fc.option(fc.integer({ min: -1, max: 5 }), { nil: undefined }),
      min: fc.constantFrom(70, 70, 70, 95),
      point: fc.constantFrom(undefined, "urn:example:cp:1", "urn:example:cp:9"),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ bus, arrival, stay, min, point }, i): ChargingRequest => {
      const departure = stay === undefined ? undefined : (arrival ?? 1) + stay;
      return {
        vehicleId: `bus ${bus}`,
        chargingRequestId: `urn:example:cr:${i}`,
        chargingRequestData: {
          minTargetSoc: min,
          maxTargetSoc: 90,
          ...(arrival !== undefined && { expectedArrivalTimeAtChargingPoint: arrival }),
          ...(departure !== undefined && { requestedTimeForDeparture: departure }),
        },
        ...(point !== undefined && { chargingPointId: point }),
      };
    }),
  );

const shuffled = lists.chain((list) =>
  fc.tuple(
    fc.constant(list),
    fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
  ),
);

/** The stay of a bus that has a beginning and an end. */
function stayOf({ chargingRequestData: data }: ChargingRequest): readonly [number, number] | null {
  const { expectedArrivalTimeAtChargingPoint: from, requestedTimeForDeparture: to } = data;
  return from === undefined || to === undefined ? null : [from, to];
}

function collide(one: ChargingRequest, other: ChargingRequest): boolean {
  const [a, b] = [stayOf(one), stayOf(other)];
  if (one.vehicleId !== other.vehicleId || a === null || b === null) return false;
  return Math.max(a[0], b[0]) < Math.min(a[1], b[1]);
}

/** All that a list leaves behind at a charge management: verdicts, what is shown of them, and what its controller is told. */
function stateAfter(list: readonly ChargingRequest[]): unknown {
  const received = new RequestLists();
  received.judge(depot(1));
  const event = received.receive("bms", "BMS", list);
  const desk = new PresystemDesk({
    rules: { ...presystemRules, staleAfterMs: Infinity },
    layout: { depotId: "d", stations: [] },
    knowsVehicle: () => true,
  });
  const told: unknown[] = [];
  desk.listen((one) => told.push(one));
  desk.heard(event, 0);
  return { rejected: event.rejected, shown: received.withRejected(depot(1)), told };
}

describe("a list of requests", () => {
  it("leaves the same state in whatever order it is said", () => {
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(stateAfter(other)).toEqual(stateAfter(list));
      }),
    );
  });

  it("keeps no two stays of a bus at once, and rejects none but for one that begins no later", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const flaws = requestFlaws(list, points);
        const rejected = new Map(flaws.map((flaw) => [flaw.chargingRequestId, flaw.reason]));
        const kept = list.filter(({ chargingRequestId }) => !rejected.has(chargingRequestId));
        for (const one of kept) {
          expect(kept.filter((other) => other !== one && collide(one, other))).toEqual([]);
        }
        for (const one of list) {
          const reason = rejected.get(one.chargingRequestId);
          if (reason?.startsWith("OVERLAP") !== true) continue;
          const first = kept.find(({ chargingRequestId: id }) => reason.includes(`by ${id} mean`))!;
          expect(collide(one, first)).toBe(true);
          expect(stayOf(first)![0]).toBeLessThanOrEqual(stayOf(one)![0]);
        }
      }),
    );
  });
});
