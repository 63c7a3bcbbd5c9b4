import fc from "fast-check";
import seedrandom from "seedrandom";
import { expect, it } from "vitest";
import { Alea } from "../../src/engine/alea.ts";

const DRAWS = 50;

it("draws what the alea of seedrandom draws, to the last bit, whatever the seed", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ minLength: 100 })), (seed) => {
      const ours = new Alea(seed);
      const theirs = seedrandom.alea(seed);
      const draws = Array.from({ length: DRAWS }, () => ours.next());
      expect(draws).toEqual(Array.from({ length: DRAWS }, () => theirs()));
    }),
    { numRuns: 1000, examples: [["[1,"], ["\uffff".repeat(20)]] },
  );
});

it("draws what it draws after a million draws", () => {
  const ours = new Alea('[7,"plugInDelay","1042"]');
  const theirs = seedrandom.alea('[7,"plugInDelay","1042"]');
  let differing = 0;
  for (let i = 0; i < 1_000_000; i++) if (ours.next() !== theirs()) differing++;
  expect(differing).toBe(0);
});
