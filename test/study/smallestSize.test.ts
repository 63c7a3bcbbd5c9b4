import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elevenOf, smallestSize } from "../../src/study/index.ts";

/** Whether a size is good by the definition. */
function isGood(size: number, top: number, enough: (size: number) => boolean): boolean {
  return elevenOf(size, top).every(enough);
}

/** The definition, size by size. */
function bruteForce(top: number, enough: (size: number) => boolean): number | null {
  for (let size = 1; size <= top; size++) if (isGood(size, top, enough)) return size;
  return null;
}

/** A search, and what it asked for. */
async function searched(
  span: { readonly floor: number; readonly top: number; readonly guess: number },
  enough: (size: number) => boolean,
) {
  const asked: number[] = [];
  const found = await smallestSize(span, async (sizes) => {
    asked.push(...sizes);
    return sizes.map(enough);
  });
  return { found, asked };
}

const spans = fc
  .tuple(fc.integer({ min: 1, max: 3000 }), fc.nat(), fc.nat())
  .map(([top, a, b]) => ({ top, floor: a % top, guess: 1 + (b % top) }));

describe("the smallest size", () => {
  it("is that of the definition where more serves more", async () => {
    await fc.assert(
      fc.asyncProperty(spans, fc.nat(), async ({ top, floor, guess }, from) => {
        const least = floor + 1 + (from % (top - floor));
        const { found, asked } = await searched({ top, floor, guess }, (size) => size >= least);
        expect(found?.size).toBe(least);
        expect(new Set(asked).size).toBe(asked.length);
        // Halving, the eleven, and a percent below.
        expect(asked.length).toBeLessThan(2 * Math.log2(top + 2) + 14 + 0.01 * least);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps what it promises where being enough comes and goes", async () => {
    await fc.assert(
      fc.asyncProperty(
        spans,
        fc.infiniteStream(fc.integer({ min: 0, max: 99 })),
        fc.integer({ min: 0, max: 60 }),
        async ({ top, floor, guess }, chance, ragged) => {
          const drawn = Array.from({ length: top + 1 }, () => chance.next().value!);
          // Between a third and the whole of the span, more or less likely to be enough.
          const enough = (size: number): boolean =>
            size === top ||
            (size > floor && drawn[size]! >= ragged * Math.min(1, (top - size) / (top / 2 + 1)));
          const { found } = await searched({ top, floor, guess }, enough);
          const { size, ruledOutFrom } = found!;
          expect(isGood(size, top, enough)).toBe(true);
          expect(ruledOutFrom).toBeLessThanOrEqual(
            Math.max(floor + 1, Math.min(size, Math.ceil(size * 0.9))),
          );
          for (let less = ruledOutFrom; less < size; less++) {
            expect(isGood(less, top, enough)).toBe(false);
          }
          const least = bruteForce(top, enough)!;
          if (ruledOutFrom <= floor + 1) expect(size).toBe(least);
          expect(size).toBeGreaterThanOrEqual(least);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("does not take the first that is enough when one a little larger is not", async () => {
    const { found } = await searched({ floor: 0, top: 1000, guess: 100 }, (size) =>
      size === 107 ? false : size >= 100,
    );
    // 100 … 105 have 107 among their eleven; 106 goes on with ⌈107.06⌉.
    expect(found?.size).toBe(106);
  });

  it("finds a smaller island within a tenth, and is told of none", async () => {
    const island = (size: number): boolean => (size >= 460 && size <= 520) || size >= 600;
    const { found } = await searched({ floor: 400, top: 2000, guess: 2000 }, island);
    expect(found?.size).toBe(460);
    const none = await searched({ floor: 0, top: 50, guess: 3 }, () => false);
    expect(none.found).toBeNull();
    expect(none.asked).toEqual([50]);
  });

  it("has eleven that are rounded up without error, and none above the top", () => {
    expect(elevenOf(100, 1e6)).toEqual([100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110]);
    expect(elevenOf(1, 10)).toEqual([1, 2]);
    expect(elevenOf(28, 30)).toEqual([28, 29, 30]);
  });
});
