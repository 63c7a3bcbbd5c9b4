import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RowsInOrder } from "../../src/study/rowsInOrder.ts";

describe("rows that come in any order", () => {
  it("leave in that of their places, none too early, none lost", () => {
    const orders = fc
      .uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 50 })
      .map((places) => places.toSorted((a, b) => a - b))
      .chain((places) => fc.tuple(fc.constant(places), fc.shuffledSubarray(places)));
    fc.assert(
      fc.property(orders, ([places, coming]) => {
        const rows = new RowsInOrder(places);
        const left: string[] = [];
        for (const [i, place] of coming.entries()) {
          left.push(...rows.add(place, `${place}`));
          const come = new Set(coming.slice(0, i + 1));
          const gap = places.findIndex((each) => !come.has(each));
          expect(left).toEqual(places.slice(0, gap < 0 ? places.length : gap).map(String));
        }
        expect([...left, ...rows.rest()]).toEqual(coming.toSorted((a, b) => a - b).map(String));
      }),
    );
  });
});
