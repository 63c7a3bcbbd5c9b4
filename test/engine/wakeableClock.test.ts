import { expect, it } from "vitest";
import { WakeableClock } from "../../src/engine/index.ts";

it("waits until it is woken, or as long as the clock behind it says", async () => {
  let pass = (): void => {};
  const behind = {
    nowMs: () => 7,
    wait: () =>
      new Promise<void>((resolve) => {
        pass = resolve;
      }),
  };
  const clock = new WakeableClock(behind);
  expect(clock.nowMs()).toBe(7);
  const story: string[] = [];
  const first = clock.wait(1000).then(() => story.push("first"));
  clock.wake();
  await first;
  const second = clock.wait(1000).then(() => story.push("second"));
  pass();
  await second;
  // Nobody waits: it is not remembered.
  clock.wake();
  const third = clock.wait(1000).then(() => story.push("third"));
  await Promise.resolve();
  await Promise.resolve();
  expect(story).toEqual(["first", "second"]);
  pass();
  await third;
});
