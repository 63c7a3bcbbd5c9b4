import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStories } from "../support/randomStories.ts";

describe("a controller that is told the same", () => {
  it("does the same, again and again", () => {
    fc.assert(
      fc.property(randomStories, ({ begin, beats }) => {
        const story = begin();
        for (const [i, beat] of beats.entries()) beat(story, i);
        expect(story.retold()).toEqual(story.done);
        expect(story.retold()).toEqual(story.done);
      }),
      { numRuns: 150 },
    );
  });

  it("goes on the same after it was stopped, saved as text and started again", () => {
    fc.assert(
      fc.property(
        randomStories,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ begin, beats }, share) => {
          const whole = begin();
          const broken = begin();
          const stopAt = Math.floor(share * beats.length);
          for (const [i, beat] of beats.entries()) {
            if (i === stopAt) broken.restart();
            beat(whole, i);
            beat(broken, i);
          }
          expect(broken.done).toEqual(whole.done);
          expect(broken.worstKw).toBe(whole.worstKw);
        },
      ),
      { numRuns: 300 },
    );
  });
});
