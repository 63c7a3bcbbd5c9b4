import { describe, expect, it } from "vitest";
import { ControllerStory } from "../support/controllerStory.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

/** A bus that has had 150 kW for an hour, as its station has said. */
function charged(): ControllerStory {
  return new ControllerStory({ points: 2, maxKw: 200 })
    .plug("P1", "bus1", 0.5)
    .charging("P1", "flowing", 150, 0, 0.5)
    .until(HOUR_MS);
}

/** The same; then nothing is to flow, and nobody answers. */
function paused(): ControllerStory {
  const told = charged();
  told.answers.set("P1", "silence");
  return told.order("P1", "hold");
}

function believed(told: ControllerStory) {
  const { soc, powerKw, limitKw } = told.view.points[0]!.session!;
  return { soc, powerKw, limitKw };
}

describe("a bus whose station says that nothing flows", () => {
  it("has no more than was said, although what makes it so was never answered", () => {
    const told = paused()
      .until(HOUR_MS + MINUTE_MS)
      .charging("P1", "paused", 0, 150.5, 0.6505);
    told.until(3 * HOUR_MS);
    expect(believed(told)).toMatchObject({ soc: 0.6505, powerKw: 0 });
    told.answer(told.to("P1").at(-1)!, "accepted").until(4 * HOUR_MS);
    expect(believed(told)).toEqual({ soc: 0.6505, powerKw: 0, limitKw: 0 });
  });

  it("has what limits give it once another is in force", () => {
    const told = paused()
      .until(HOUR_MS + MINUTE_MS)
      .charging("P1", "paused", 0, 150.5, 0.6505);
    told.answer(told.to("P1").at(-1)!, "accepted");
    told.answers.delete("P1");
    told.order("P1", "auto").until(2 * HOUR_MS + MINUTE_MS);
    expect(believed(told)).toEqual({ soc: 0.8005, powerKw: 150, limitKw: 150 });
  });
});

describe("a bus whose station says that more flows than is known to be allowed", () => {
  it("has what was said", () => {
    const told = new ControllerStory({ points: 1, maxKw: 200 });
    told.answers.set("P1", "silence");
    told.plug("P1", "bus1", 0.5).until(MINUTE_MS).charging("P1", "flowing", 120, 0, 0.5);
    told.until(MINUTE_MS + HOUR_MS);
    expect(believed(told)).toEqual({ soc: 0.62, powerKw: 120, limitKw: 0 });
  });
});

describe("an answer that comes when the same was asked again", () => {
  it("tells what is in force, and makes room for others", () => {
    const told = paused().until(HOUR_MS + MINUTE_MS);
    told.plug("P2", "bus2");
    expect(told.limitKw("P2")).toBe(50);
    const [, first, second] = told.to("P1");
    expect([first!.limitKw, second!.limitKw]).toEqual([0, 0]);
    told.answer(first!, "accepted").until(HOUR_MS + MINUTE_MS);
    expect(believed(told)).toMatchObject({ powerKw: 0, limitKw: 0 });
    expect(told.limitKw("P2")).toBe(150);
  });

  it("is enough where all answers take longer than they are waited for", () => {
    const told = paused();
    const lateMs = 100_000;
    for (let afterMs = HOUR_MS; afterMs < 2 * HOUR_MS; afterMs += 1000) {
      // What comes at an instant is heard before anything is done at it.
      told.nowMs = DAY_MS + afterMs;
      const due = told.to("P1").find(({ atMs }) => atMs + lateMs === told.nowMs);
      if (due !== undefined && afterMs > HOUR_MS) told.answer(due, "accepted");
      told.until(afterMs);
    }
    // Four went out before the first answer came, and none after it.
    expect(
      told
        .to("P1")
        .slice(1)
        .map(({ limitKw }) => limitKw),
    ).toEqual([0, 0, 0, 0]);
    expect(told.view.alarms).toEqual([]);
  });

  it("of a limit that is over by then puts nothing in force", () => {
    const told = new ControllerStory({
      points: [{ fallbackKw: 6 }],
      maxKw: 200,
      options: { limitLifetimeMs: 10 * MINUTE_MS },
    });
    told.answers.set("P1", "silence");
    told.plug("P1", "bus1").until(11 * MINUTE_MS);
    const [first] = told.to("P1");
    expect(first!.untilMs).toBeLessThan(told.nowMs);
    told.answer(first!, "accepted");
    expect(believed(told).limitKw).toBe(6);
  });
});
