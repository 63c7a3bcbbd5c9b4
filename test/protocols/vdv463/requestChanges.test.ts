import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChargingRequest, requestChanges } from "../../../src/protocols/vdv463/index.ts";
import { anyRequest } from "../../support/vdv463Arbitraries.ts";

const anyList = fc.uniqueArray(anyRequest, {
  selector: ({ chargingRequestId }) => chargingRequestId,
  maxLength: 8,
});

const ids = (list: readonly ChargingRequest[]): string[] =>
  list.map(({ chargingRequestId }) => chargingRequestId).toSorted();

describe("what is new in a list of requests", () => {
  it("is nothing when it is the same, in whatever order, and said again", () => {
    fc.assert(
      fc.property(anyList, fc.nat(), (list, turn) => {
        const again = structuredClone(list).map(
          (request) =>
            Object.fromEntries(Object.entries(request).toReversed()) as unknown as ChargingRequest,
        );
        const from = list.length === 0 ? 0 : turn % list.length;
        const turned = [...again.slice(from), ...again.slice(0, from)];
        expect(requestChanges(list, turned)).toEqual({ added: [], changed: [], withdrawn: [] });
      }),
    );
  });

  it("makes the later list of the earlier one", () => {
    fc.assert(
      fc.property(
        anyList,
        anyList,
        fc.double({ min: 0, max: 100, noNaN: true }),
        (before, others, soc) => {
          const [first, ...rest] = before;
          const moved = first && {
            ...first,
            chargingRequestData: { ...first.chargingRequestData, minTargetSoc: soc },
          };
          const after = [
            ...(moved ? [moved] : []),
            ...others.filter((each) => each.chargingRequestId !== moved?.chargingRequestId),
          ];
          const { added, changed, withdrawn } = requestChanges(before, after);
          const gone = new Set(ids(withdrawn));
          const newer = new Map(changed.map((each) => [each.chargingRequestId, each]));
          const made = [
            ...before
              .filter((each) => !gone.has(each.chargingRequestId))
              .map((each) => newer.get(each.chargingRequestId) ?? each),
            ...added,
          ];
          const sorted = (list: readonly ChargingRequest[]) =>
            list.toSorted((a, b) => (a.chargingRequestId < b.chargingRequestId ? -1 : 1));
          expect(sorted(made)).toEqual(sorted(after));
          expect(
            ids(withdrawn).every((id) => rest.some((each) => each.chargingRequestId === id)),
          ).toBe(true);
        },
      ),
    );
  });
});
