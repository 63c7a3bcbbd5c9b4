import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id, type PointId } from "../../src/messages/index.ts";
import { PointAssignment, type PointRule } from "../../src/operations/pointAssignment.ts";

const points = ["P1", "P2", "P3"].map((name) => id<PointId>(name));

/** Points whose hardware is always free: only the assignment is in question. */
function assignment(rule: PointRule = "firstFree"): PointAssignment {
  return new PointAssignment(
    {
      isFree: () => true,
      isDown: () => false,
      plugIn: () => {},
      unplug: () => 0,
      waitFor: () => {},
    },
    points,
    rule,
  );
}

describe("pointAssignment", () => {
  it("gives the first free point, or the one that the timetable fixes", () => {
    const given = assignment();
    expect(given.ask(10, null, null)).toBe(0);
    expect(given.ask(11, id<PointId>("P3"), null)).toBe(2);
    expect(given.ask(12, null, null)).toBe(1);
    expect([0, 1, 2].map((point) => given.occupant(point))).toEqual([10, 12, 11]);
  });

  it("lets a bus wait for its fixed point while others are free", () => {
    const given = assignment();
    given.ask(10, id<PointId>("P2"), null);
    expect(given.ask(11, id<PointId>("P2"), null)).toBe(-1);
    expect(given.ask(12, null, null)).toBe(0);
    given.leave(0);
    expect(given.next(0)).toBe(-1);
    given.leave(1);
    expect(given.next(1)).toBe(11);
  });

  it("serves who waits in the order of asking, past those who wait for another point", () => {
    const given = assignment();
    for (const bus of [10, 11, 12]) given.ask(bus, null, null);
    given.ask(20, id<PointId>("P1"), null);
    given.ask(21, null, null);
    given.ask(22, null, null);
    given.giveUp(21);
    given.leave(1);
    expect(given.next(1)).toBe(22);
    given.leave(0);
    expect(given.next(0)).toBe(20);
    given.leave(2);
    expect(given.next(2)).toBe(-1);
  });

  it("gives no point away whose hardware is not free yet", () => {
    const busy = new Set([0, 1]);
    const given = new PointAssignment(
      {
        isFree: (point) => !busy.has(point),
        isDown: () => false,
        plugIn: () => {},
        unplug: () => 0,
        waitFor: () => {},
      },
      points,
      "firstFree",
    );
    expect(given.ask(10, null, null)).toBe(2);
    expect(given.ask(11, id<PointId>("P1"), null)).toBe(-1);
    busy.delete(0);
    expect(given.next(0)).toBe(11);
  });

  it("is a queue and a set of places, whatever is asked of it", () => {
    const action = fc.record({
      bus: fc.nat(7),
      fixed: fc.option(fc.constantFrom(...points)),
      leaves: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), fc.boolean(), (actions, throughJson) => {
        let given = assignment();
        const at = new Map<number, number>();
        let queue: { bus: number; fixed: number }[] = [];
        for (const { bus, fixed, leaves } of actions) {
          const point = [...at].find(([, who]) => who === bus)?.[0];
          const wanted = fixed === null ? -1 : points.indexOf(fixed);
          if (leaves && point !== undefined) {
            given.leave(point);
            at.delete(point);
            const next = queue.find((w) => w.fixed < 0 || w.fixed === point);
            expect(given.next(point)).toBe(next?.bus ?? -1);
            queue = queue.filter((w) => w !== next);
            if (next !== undefined) at.set(point, next.bus);
          } else if (leaves) {
            given.giveUp(bus);
            queue = queue.filter((w) => w.bus !== bus);
          } else if (point === undefined && !queue.some((w) => w.bus === bus)) {
            const free = [0, 1, 2].find((p) => !at.has(p) && (wanted < 0 || wanted === p));
            expect(given.ask(bus, fixed, null)).toBe(free ?? -1);
            if (free === undefined) queue.push({ bus, fixed: wanted });
            else at.set(free, bus);
          }
          if (!throughJson) continue;
          const saved = JSON.stringify(given.snapshot());
          given = assignment();
          given.restore(JSON.parse(saved) as ReturnType<typeof given.snapshot>);
        }
      }),
    );
  });
});
