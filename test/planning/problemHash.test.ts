import { describe, expect, it } from "vitest";
import { canonicalJson, problemHash } from "../../src/planning/index.ts";
import { bus, plainProblem } from "../support/plainProblem.ts";

/** The same value, its keys written down the other way round, all the way down. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe("the hash of a problem", () => {
  const problem = plainProblem([bus("a", 0, 1, 10), bus("b", 0, 1, 10)]);

  it("does not depend on the order of keys, nor on a trip through JSON", () => {
    const other = reversed(problem) as typeof problem;
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(problem));
    expect(problemHash(other)).toBe(problemHash(problem));
    expect(problemHash(JSON.parse(canonicalJson(problem)) as typeof problem)).toBe(
      problemHash(problem),
    );
  });

  it("depends on everything else", () => {
    const [a, b] = problem.sessions;
    const others = [
      { ...problem, toMs: problem.toMs + 1 },
      { ...problem, sessions: [b!, a!] },
      { ...problem, sessions: [a!] },
      { ...problem, eurPerKwh: [[0, 0]] as const },
    ];
    const hashes = [problem, ...others].map(problemHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{32}$/);
  });
});
