import { describe, expect, it } from "vitest";
import { sparkline } from "../../src/report/sparkline.ts";

describe("sparkline", () => {
  it("has a block for every eighth", () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7, 8], 8)).toBe(" ▁▂▃▄▅▆▇█");
  });

  it("rounds to the nearest, shows the least there is, and goes no higher than full", () => {
    expect(sparkline([0.01, 1.4, 1.6, 7.4, 7.6, 9], 8)).toBe("▁▁▂▇██");
    expect(sparkline([0, 0], 0)).toBe("  ");
  });
});
