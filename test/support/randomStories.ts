import fc from "fast-check";
import { id, type PointId } from "../../src/messages/index.ts";
import { type Law, strategies } from "../../src/planning/index.ts";
import { type Answer, ControllerStory } from "./controllerStory.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./smallDepot.ts";

const POINTS = 4;
/** What points 1 and 3 share. */
export const BANK = { modules: 5, moduleKw: 30 };

const point = fc.nat(POINTS - 1).map((i) => `P${i + 1}`);
const soc = fc.option(fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100));

/** One thing that happens in a story. */
export type Beat = (story: ControllerStory, serial: number) => void;

const beats: fc.Arbitrary<Beat> = fc.oneof(
  fc.record({ point, soc, isKnown: fc.boolean() }).map(
    ({ point, soc, isKnown }): Beat =>
      (story, serial) =>
        story.plug(point, isKnown ? `bus${point}` : null, soc, String(serial)),
  ),
  point.map((point): Beat => {
    return (story) => {
      const last = story.told.findLast((o) => o.kind === "connected" && o.pointId === point);
      if (last?.kind === "connected") story.unplug(point, last.sessionId.split("#")[1]);
    };
  }),
  fc
    .record({
      point,
      departsH: fc.option(fc.integer({ min: 1, max: 40 })),
      target: fc.constantFrom(1, 0.6, 0.2),
    })
    .map(
      ({ point, departsH, target }): Beat =>
        (story) =>
          story.request(
            `bus${point}`,
            departsH === null ? null : story.nowMs - DAY_MS + departsH * HOUR_MS,
            target,
          ),
    ),
  fc
    .record({
      point,
      answer: fc.constantFrom<Answer>("accepted", "rejected", "timedOut", "silence"),
    })
    .map(
      ({ point, answer }): Beat =>
        (story) =>
          void story.answers.set(point, answer),
    ),
  fc.record({ node: fc.constantFrom("site", "hall"), kw: fc.integer({ min: 0, max: 500 }) }).map(
    ({ node, kw }): Beat =>
      (story) =>
        story.grid(node, kw === 0 ? null : kw),
  ),
  fc.integer({ min: 0, max: 200 }).map(
    (kw): Beat =>
      (story) =>
        story.base("hall", kw),
  ),
  fc.record({ point, isUp: fc.boolean() }).map(
    ({ point, isUp }): Beat =>
      (story) =>
        story.hear({ kind: isUp ? "linkUp" : "linkDown", pointId: id<PointId>(point) }),
  ),
  fc.record({ point, order: fc.constantFrom("charge", "hold", "outOfService", "auto") }).map(
    ({ point, order }): Beat =>
      (story) =>
        story.order(point, order),
  ),
  fc
    .record({
      node: fc.constantFrom("site", "hall"),
      kw: fc.option(fc.integer({ max: 400, min: 0 })),
    })
    .map(
      ({ node, kw }): Beat =>
        (story) =>
          story.orderLimit(node, kw),
    ),
  fc.integer({ min: 1, max: 200 }).map(
    (minutes): Beat =>
      (story) =>
        story.until(story.nowMs - DAY_MS + minutes * MINUTE_MS),
  ),
);

/** A controller and all that happens to it. */
export interface RandomStory {
  readonly begin: () => ControllerStory;
  readonly law: Law;
  readonly fallbackKw: number;
  readonly beats: readonly Beat[];
}

/** Any story that a test can think of: buses, limits, answers, links and orders of all kinds. */
export const randomStories = storiesOf(beats);

/** The same, with whatever else may happen. */
export function storiesWith(others: fc.Arbitrary<Beat>): fc.Arbitrary<RandomStory> {
  return storiesOf(fc.oneof({ weight: 2, arbitrary: beats }, { weight: 1, arbitrary: others }));
}

function storiesOf(beats: fc.Arbitrary<Beat>): fc.Arbitrary<RandomStory> {
  return fc
    .record({
      strategy: fc.constantFrom(...Object.values(strategies)),
      options: fc.record({
        cadenceMs: fc.constantFrom(null, null, 15 * MINUTE_MS),
        limitStepKw: fc.constantFrom(0, 0.1, 5),
        limitLifetimeMs: fc.constantFrom(20 * MINUTE_MS, 12 * HOUR_MS),
      }),
      fallbackKw: fc.constantFrom(0, 4),
      isPlannerThere: fc.constantFrom(true, true, false),
      beats: fc.array(beats, { minLength: 5, maxLength: 40 }),
    })
    .map(({ strategy, options, fallbackKw, isPlannerThere, beats }) => ({
      law: strategy.law,
      fallbackKw,
      beats,
      begin: () =>
        new ControllerStory({
          points: Array.from({ length: POINTS }, (_, i) => ({
            node: i % 2,
            cabinet: i % 2 === 0 ? 0 : null,
            fallbackKw,
            minKw: 3 * i,
          })),
          cabinets: [{ id: "C", node: 0, switchMs: 0, ...BANK }],
          nodes: [{ id: "site" }, { id: "hall" }],
          law: strategy.law,
          planner: isPlannerThere ? strategy.planner : null,
          options,
          maxKw: 300,
        }),
    }));
}
