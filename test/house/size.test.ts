import { describe, expect, it } from "vitest";
import { sources } from "./sources.ts";

describe("files stay small", () => {
  it("keeps half of them at 110 lines or fewer", () => {
    const lines = sources.map((source) => source.lines).toSorted((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(110);
  });

  it("has few above 300 lines, none above 400", () => {
    const long = sources.filter(({ lines }) => lines > 300).map(({ name }) => name);
    expect(long.length).toBeLessThanOrEqual(Math.ceil(sources.length * 0.03));
    expect(sources.filter(({ lines }) => lines > 400).map(({ name }) => name)).toEqual([]);
  });
});
