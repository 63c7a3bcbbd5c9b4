import { describe, expect, it } from "vitest";
import { depotYaml, problemWith } from "../support/soundDepot.ts";

describe("a yard that cannot be", () => {
  it.each([
    [
      "services: [{ name: x }]",
      "services.0.durationMin: this is missing; expected a number (add durationMin: How long it takes [min])",
    ],
    [
      "services: [{ name: x, durationMin: 0 }]",
      "services.0.durationMin: found 0, expected a number of at least 0.1",
    ],
    [
      "services: [{ name: x, durationMin: 5, places: 0 }]",
      "services.0.places: found 0, expected a number of at least 1",
    ],
    [
      "services: [{ name: x, durationMin: 5, share: 2 }]",
      "services.0.share: found 2, expected a number of at most 1",
    ],
    ["swapWhenFull: maybe", 'swapWhenFull: found "maybe", expected true or false'],
    ["swapMin: 0", "swapMin: found 0, expected a number of at least 0.1"],
    [
      "pointAssignment: fixd",
      'pointAssignment: found "fixd", expected one of fixed, firstFree, byNextDeparture (did you mean fixed?)',
    ],
    [
      "pointAssignment: fixed",
      "pointAssignment: found fixed, but the stay of line 2 of stays.csv names no point (give every stay a point_id, or take firstFree)",
    ],
  ])("tells: operations.%s", async (key, message) => {
    const yaml = `${depotYaml}operations:\n  ${key}\n`;
    const problem = await problemWith({ "depot.yaml": yaml });
    expect(problem.replace(/^depot\.yaml:[\d:]+ /, "")).toBe(`operations.${message}`);
  });

  it.each([
    ["reserveSoc: 20", "reserveSoc: found 20, expected a number of at most 1"],
    ["desiredSoc: -1", "desiredSoc: found -1, expected a number of at least 0"],
    ["target: next", 'target: found "next", expected one of full, refillLastBlock, nextBlock'],
  ])("tells: charging.%s", async (key, message) => {
    const problem = await problemWith({ "depot.yaml": `${depotYaml}charging:\n  ${key}\n` });
    expect(problem.replace(/^depot\.yaml:[\d:]+ /, "")).toBe(`charging.${message}`);
  });
});
