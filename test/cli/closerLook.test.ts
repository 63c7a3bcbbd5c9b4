import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closerLook } from "../../src/cli/closerLook.ts";

/** The words that a shell makes of it. */
function wordsOf(text: string): string[] {
  const script = `busbar() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n`;
  const command = text.replace(/^closer {5}/, "");
  return execFileSync("sh", ["-c", script + command], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
}

describe("the command to look closer", () => {
  it("is the run again with a picture, and without data for programs", () => {
    expect(closerLook(["run", "a.yaml", "--json", "--seed", "2"])).toBe(
      "closer     busbar run a.yaml --seed 2 --svg site.svg\n",
    );
  });

  it("is taken back by a shell word for word, also where it is broken into lines", () => {
    const words = fc.stringMatching(/^[a-z '"$\\=.,:;!äß-]{1,30}$/);
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (args) => {
        const text = closerLook(["run", ...args]);
        expect(wordsOf(text)).toEqual(["run", ...args, "--svg", "site.svg"]);
      }),
      { numRuns: 40 },
    );
  });

  it("fits a terminal", () => {
    const sets = Array.from({ length: 9 }, (_, i) => ["--set", `control.planEveryMin=${i}`]).flat();
    const lines = closerLook(["run", "scenarios/quickstart.yaml", ...sets])
      .trimEnd()
      .split("\n");
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    expect(lines.slice(0, -1).every((line) => line.endsWith(" \\"))).toBe(true);
  });
});
