import { describe, expect, it } from "vitest";
import { laws } from "../../src/planning/index.ts";
import { ControllerStory, type StorySpec } from "../support/controllerStory.ts";
import { HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

/** Some outlets of 150 kW at one bank. */
function story(
  outlets: number,
  bank: { readonly modules: number; readonly moduleKw: number },
  spec: Omit<StorySpec, "points"> & { readonly fallbackKw?: number } = {},
): ControllerStory {
  const { fallbackKw = 0, ...rest } = spec;
  return new ControllerStory({
    points: Array.from({ length: outlets }, () => ({ cabinet: 0, fallbackKw })),
    cabinets: [{ id: "C", node: 0, switchMs: 0, ...bank }],
    ...rest,
  });
}

const limits = (told: ControllerStory, outlets: number): number[] =>
  Array.from({ length: outlets }, (_, i) => told.limitKw(`P${i + 1}`) ?? 0);

describe("a cabinet that serves one outlet at a time", () => {
  const one = { modules: 1, moduleKw: 150 };

  it("gets one limit above 0, that of the bus that the law puts first", () => {
    const told = story(3, one, { law: laws.earliestDeadlineFirst });
    told
      .request("a", 9 * HOUR_MS)
      .request("b", 5 * HOUR_MS)
      .request("c", 7 * HOUR_MS);
    told.plug("P1", "a").plug("P2", "b").plug("P3", "c");
    expect(limits(told, 3)).toEqual([0, 150, 0]);
    told.charging("P2", "complete", 0, 300, 0.3);
    expect(limits(told, 3)).toEqual([0, 0, 150]);
  });

  it("has the next one raised when the lowering of the first is confirmed, not before", () => {
    const told = story(2, one);
    told.plug("P1", "a").plug("P2", "b");
    told.answers.set("P1", "silence");
    told.charging("P1", "complete", 0, 300, 1);
    expect(limits(told, 2)).toEqual([0, 0]);
    told.answer(told.to("P1").at(-1)!, "accepted");
    expect(limits(told, 2)).toEqual([0, 150]);
  });

  it("takes no part of what a station of its own could use", () => {
    const told = new ControllerStory({
      points: [{ cabinet: 0 }, { cabinet: 0 }, {}],
      cabinets: [{ id: "C", node: 0, switchMs: 0, ...one }],
      maxKw: 250,
    });
    told.plug("P1", "a").plug("P2", "b").plug("P3", "c");
    expect(limits(told, 3)).toEqual([150, 0, 100]);
  });
});

describe("a cabinet of modules", () => {
  const bank = { modules: 5, moduleKw: 30 };

  it.each([
    [laws.firstComeFirstServed, 130, [130, 0, 0]],
    // Two each and one over, which the first takes.
    [laws.equalShare, 150, [60, 60, 30]],
    [laws.roundRobin, 150, [60, 60, 30]],
  ])("has every limit in as many whole modules as there are: $name", (law, maxKw, expected) => {
    const told = story(3, bank, { law, maxKw });
    told.plug("P1", "a").plug("P2", "b").plug("P3", "c");
    expect(limits(told, 3)).toEqual(expected);
  });

  it("has a module more for who can use a part of it than none for anybody", () => {
    const told = story(2, bank, { law: laws.equalShare });
    told.plug("P1", "a").plug("P2", "b");
    expect(limits(told, 2)).toEqual([90, 60]);
  });

  it("sets the modules of fallbacks aside at all times", () => {
    const told = story(2, bank, { fallbackKw: 10 });
    told.plug("P1", "a");
    expect(limits(told, 1)).toEqual([120]);
    told.plug("P2", "b");
    // What was set aside for its 10 kW is a whole module.
    expect(limits(told, 2)).toEqual([120, 30]);
  });

  it("is believed to give nothing while it says so", () => {
    const told = story(2, { modules: 1, moduleKw: 150 }, { law: laws.immediate });
    told.request("b", 9 * HOUR_MS, 0.6);
    told.plug("P1", "a").plug("P2", "b", 0.5);
    expect(limits(told, 2)).toEqual([150, 150]);
    told.charging("P2", "paused", 0, 0, 0.5);
    // 100 kWh would take 40 min.
    told.until(2 * HOUR_MS).plug("P2", "b", 0.5);
    expect(limits(told, 2)).toEqual([150, 150]);
    told.charging("P2", "flowing", 150, 0, 0.5).request("b", 9 * HOUR_MS, 0.6);
    told.until(2 * HOUR_MS + 39 * MINUTE_MS);
    expect(limits(told, 2)).toEqual([150, 150]);
    told.until(2 * HOUR_MS + 41 * MINUTE_MS);
    expect(limits(told, 2)).toEqual([150, 0]);
  });
});
