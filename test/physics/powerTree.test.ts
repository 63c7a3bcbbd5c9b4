import { describe, expect, it } from "vitest";
import { PowerTree } from "../../src/physics/index.ts";

describe("PowerTree", () => {
  it("finds the lowest node above two others", () => {
    const tree = new PowerTree(["0", "1", "2", "3", "4", "5"], [-1, 0, 0, 1, 1, 3]);
    expect(tree.lowestAbove(4, 5)).toBe(1);
    expect(tree.lowestAbove(5, 4)).toBe(1);
    expect(tree.lowestAbove(5, 2)).toBe(0);
    expect(tree.lowestAbove(5, 3)).toBe(3);
    expect(tree.lowestAbove(2, 2)).toBe(2);
  });
});
