import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { garbage } from "../support/randomGarbage.ts";
import { BANK, randomStories, storiesWith } from "../support/randomStories.ts";
import { WireListener } from "../support/wireListener.ts";

describe.each([
  ["whatever happens", randomStories],
  ["whatever nonsense is said", storiesWith(garbage)],
])("%s", (_, stories) => {
  it("no point is raised but into room that is there even if all open questions go wrong", () => {
    let raises = 0;
    fc.assert(
      fc.property(stories, ({ begin, beats, law, fallbackKw }) => {
        if (!law.keepsLimits) return;
        const story = begin();
        for (const [i, beat] of beats.entries()) beat(story, i);
        const listener = new WireListener(fallbackKw);
        for (const one of story.log) {
          if (one.kind !== "setLimit") {
            listener.hear(one);
            continue;
          }
          const beforeKw = listener.mostKw(one.pointId, one.atMs);
          listener.hear(one);
          if (listener.mostKw(one.pointId, one.atMs) === beforeKw) continue;
          raises++;
          expect(listener.excessKw(one.pointId, one.atMs)).toBeLessThanOrEqual(1e-6);
          expect(listener.modulesTaken(one.atMs)).toBeLessThanOrEqual(BANK.modules);
        }
      }),
      { numRuns: 500 },
    );
    expect(raises).toBeGreaterThan(300);
  });

  it("the worst case that the controller tells is never below what may be in force", () => {
    fc.assert(
      fc.property(stories, ({ begin, beats, fallbackKw }) => {
        const story = begin();
        const listener = new WireListener(fallbackKw);
        for (const [i, beat] of beats.entries()) {
          const heard = story.log.length;
          beat(story, i);
          for (const one of story.log.slice(heard)) listener.hear(one);
          const mostKw = ["P1", "P2", "P3", "P4"]
            .map((point) => listener.mostKw(point, story.nowMs))
            .reduce((a, b) => a + b);
          expect(story.worstKw).toBeGreaterThanOrEqual(mostKw - 1e-6);
        }
      }),
      { numRuns: 300 },
    );
  });
});
