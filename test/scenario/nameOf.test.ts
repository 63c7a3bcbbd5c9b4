import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../../src/scenario/index.ts";
import { load } from "../support/soundDepot.ts";

describe("the name of a scenario that gives none", () => {
  it.each([
    ["night.yaml", "night"],
    ["depots/b.c.yaml", "b.c"],
    ["D:\\depots\\late night.yml", "late-night"],
    ["Lüneburg", "Lüneburg"],
    [".hidden", "hidden"],
    ["-x.yaml", "x"],
    ["***.yaml", "scenario"],
  ])("%s → %s", (path, name) => {
    expect(nameOf(path)).toBe(name);
  });

  it("may be given as a name, whatever the file is called", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 200 }), async (path) => {
        const { scenario } = await load({}, [`name='${nameOf(path)}'`]);
        expect(scenario.name).toBe(nameOf(path));
      }),
    );
  });
});
