import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elevenOf, Evidence, type Nights, smallestSize } from "../../src/study/index.ts";

/** Whether a size serves a night. */
type Served = (size: number, night: number) => boolean;

interface Span {
  readonly floor: number;
  readonly top: number;
  readonly guess: number;
}

/** The definition, size by size and night by night. */
function bruteForce({ floor, top }: Span, nights: Nights, served: Served): number | null {
  const enough = Array.from({ length: top + 1 }, (_, size) => isEnough(size, nights, served));
  if (!enough[top]!) return null;
  for (let size = floor + 1; size < top; size++) {
    if (elevenOf(size, top).every((one) => enough[one]!)) return size;
  }
  return top;
}

function isEnough(size: number, { seasons, each, mayFail }: Nights, served: Served): boolean {
  return Array.from({ length: seasons }, (_, season) => season * each).every((first) => {
    const all = Array.from({ length: each }, (_, i) => served(size, first + i));
    return all.filter((is) => !is).length <= mayFail;
  });
}

function nightsOf(seasons: number, each: number, mayFail: number): Nights {
  return {
    seasons,
    each,
    mayFail,
    hardestFirst: Array.from({ length: seasons * each }, (_, i) => i),
  };
}

const ONE_NIGHT = nightsOf(1, 1, 0);

/** A search, and what it asked for. */
async function searched(span: Span, nights: Nights, served: Served) {
  const asked: string[] = [];
  const evidence = new Evidence(nights, async (trials) => {
    asked.push(...trials.map(({ size, night }) => `${size} ${night}`));
    return trials.map(({ size, night }) => served(size, night));
  });
  const found = await smallestSize(span, evidence);
  expect(new Set(asked).size).toBe(asked.length);
  return { found, asked: asked.length };
}

const spansTo = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.nat(), fc.nat())
    .map(([top, a, b]) => ({ top, floor: a % top, guess: 1 + (b % top) }));

const manyNights = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 25 }), fc.nat())
  .map(([seasons, each, fail]) => nightsOf(seasons, each, fail % each));

describe("the smallest size", () => {
  it("is that of the definition where more serves more, and takes few nights", async () => {
    await fc.assert(
      fc.asyncProperty(spansTo(3000), fc.nat(), async (span, from) => {
        const least = span.floor + 1 + (from % (span.top - span.floor));
        const { found, asked } = await searched(span, ONE_NIGHT, (size) => size >= least);
        expect(found).toBe(least);
        // Halving, the eleven, a percent below, and what rules out the rest.
        const below = 1.1 * (Math.log(least / (span.floor + 1)) / Math.log(1.1) + 1);
        const halvings = 4 * Math.log2(span.top + 2);
        expect(asked).toBeLessThan(halvings + 14 + 0.01 * least + below + (least - span.floor) / 9);
      }),
      { numRuns: 500 },
    );
  });

  it("is exactly that of brute force over all sizes where nights come and go", async () => {
    await fc.assert(
      fc.asyncProperty(
        spansTo(400),
        manyNights,
        fc.infiniteStream(fc.integer({ min: 0, max: 99 })),
        fc.integer({ min: 0, max: 60 }),
        async (span, nights, chance, ragged) => {
          const { top } = span;
          const count = nights.seasons * nights.each;
          const draw = (): number => chance.next().value!;
          const needs = Array.from({ length: count }, () => (draw() / 110) * top);
          const drawn = Array.from({ length: (top + 1) * count }, draw);
          // Each night needs something, and is not served now and then above it, and now and then below.
          const served: Served = (size, night) => {
            if (size === top) return true;
            const flips = drawn[size * count + night]! < ragged * (1 - size / (top + 1));
            return size >= needs[night]! !== flips;
          };
          const { found, asked } = await searched(span, nights, served);
          expect(found).toBe(bruteForce(span, nights, served));
          expect(asked).toBeLessThanOrEqual(top * count);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("is exactly that of brute force where sizes are enough in islands", async () => {
    const islands = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 0, max: 150 })),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(spansTo(1000), islands, fc.nat(9), async (span, list, part) => {
        const nights = nightsOf(1, 10, part);
        const served: Served = (size, night) =>
          size === span.top ||
          night < part ||
          list.some(([from, length]) => size >= from && size <= from + length);
        const { found } = await searched(span, nights, served);
        expect(found).toBe(bruteForce(span, nights, served));
      }),
      { numRuns: 400 },
    );
  });

  it("does not take the first that is enough when one a little larger is not", async () => {
    const { found } = await searched({ floor: 0, top: 1000, guess: 100 }, ONE_NIGHT, (size) =>
      size === 107 ? false : size >= 100,
    );
    // 100 … 105 have 107 among their eleven; 106 goes on with ⌈107.06⌉.
    expect(found).toBe(106);
  });

  it("finds a smaller island, however far below, and is told of none", async () => {
    const island: Served = (size) => (size >= 460 && size <= 520) || size >= 900;
    const { found } = await searched({ floor: 40, top: 2000, guess: 2000 }, ONE_NIGHT, island);
    expect(found).toBe(460);
    const none = await searched({ floor: 0, top: 50, guess: 3 }, nightsOf(1, 7, 2), () => false);
    // As many nights as refute the top.
    expect(none).toEqual({ found: null, asked: 3 });
  });

  it("refutes a size with its hardest nights", async () => {
    const nights = nightsOf(1, 200, 10);
    // The eleventh-largest need is 1489.5.
    const served: Served = (size, night) => size >= 1500 - 0.5 - ((night * 7) % 200);
    const { found, asked } = await searched({ floor: 0, top: 9000, guess: 3000 }, nights, served);
    expect(found).toBe(1490);
    // The top and eleven in all nights, about a tenth of the sizes below in eleven nights each, and looking around.
    expect(asked).toBeLessThan(12 * 200 + 1.3 * (1490 / 10) * 11 + 2 * 200);
  });

  it("has eleven that are rounded up without error, and none above the top", () => {
    expect(elevenOf(100, 1e6)).toEqual([100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110]);
    expect(elevenOf(1, 10)).toEqual([1, 2]);
    expect(elevenOf(28, 30)).toEqual([28, 29, 30]);
  });
});
