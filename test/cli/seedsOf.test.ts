import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SeedsFlaw, seedsOf } from "../../src/cli/seedsOf.ts";
import { busbar } from "../support/memorySurroundings.ts";

const QUICKSTART = "scenarios/quickstart.yaml";

/** Ranges that share no seed, in any order, as [from, to]. */
const ranges = fc
  .uniqueArray(fc.nat(5000), { minLength: 2, maxLength: 20 })
  .map((ends) => ends.toSorted((a, b) => a - b))
  .chain((ends) => {
    const pairs = Array.from({ length: ends.length >> 1 }, (_, i) => [
      ends[2 * i]!,
      ends[2 * i + 1]!,
    ]);
    return fc.shuffledSubarray(pairs, { minLength: 1 });
  });

describe("seeds", () => {
  it("are all that ranges hold, ends included, in their order", () => {
    fc.assert(
      fc.property(ranges, fc.array(fc.boolean()), (list, alone) => {
        const used = list.map(([from, to], i) =>
          alone[i] === true ? [from!, from!] : [from!, to!],
        );
        const text = used
          .map(([from, to]) => (from === to ? `${from}` : `${from}..${to}`))
          .join(",");
        const expected: number[] = [];
        for (const [from, to] of used) {
          for (let seed = from!; seed <= to!; seed++) expected.push(seed);
        }
        expect(seedsOf(text)).toEqual(expected);
      }),
    );
  });

  it("are refused in words or read back the same, whatever is written", () => {
    const pieces = fc.array(fc.constantFrom("1", "20", "..", ",", " ", "-", ".", "x", "1..3"));
    fc.assert(
      fc.property(pieces, (parts) => {
        try {
          const seeds = seedsOf(parts.join(""));
          expect(seeds.length).toBeGreaterThan(0);
          expect(new Set(seeds).size).toBe(seeds.length);
          expect(seedsOf(seeds.join(","))).toEqual(seeds);
        } catch (error) {
          expect(error).toBeInstanceOf(SeedsFlaw);
        }
      }),
    );
  });

  it("may be a million, and large", () => {
    expect(seedsOf("1..1000000")).toHaveLength(1_000_000);
    expect(seedsOf("999999999999990..999999999999999").at(-1)).toBe(999_999_999_999_999);
  });

  it.each([
    ["", "expected whole numbers of at most 15 digits, like 1..200 or 1,5,9..12"],
    ["1..", "expected whole numbers of at most 15 digits, like 1..200 or 1,5,9..12"],
    ["1-200", "expected whole numbers of at most 15 digits, like 1..200 or 1,5,9..12"],
    ["1,,2", "expected whole numbers of at most 15 digits, like 1..200 or 1,5,9..12"],
    ["1.5", "expected whole numbers of at most 15 digits, like 1..200 or 1,5,9..12"],
    ["200..1", "expected a range that goes up: write 1..200 for 200..1"],
    ["1..10,7", "expected each seed once, 7 is there twice"],
    ["0..1000000", "expected at most 1,000,000 seeds"],
    ["1..999999999999999", "expected at most 1,000,000 seeds"],
  ])("are refused on the command line: %j", async (seeds, message) => {
    const { exitCode, stderr, store } = await busbar(["run", QUICKSTART, `--seeds=${seeds}`]);
    expect(stderr).toBe(
      `--seeds: found "${seeds}", ${message}\nbusbar --help shows what there is\n`,
    );
    expect(exitCode).toBe(2);
    expect(store.files.size).toBe(0);
  });
});

describe("options of many runs", () => {
  it.each([
    [
      ["--seeds", "1,2", "--seed", "1"],
      "--seed is for one run, found --seeds, too: give one of them",
    ],
    [
      ["--seeds", "1,2", "--svg", "a.svg"],
      "--svg is for one run, found --seeds, too: give it to a run of one of the seeds",
    ],
    [
      ["--seeds", "1,2", "--svg", "a.svg"],
      "--svg is for one run, found --seeds, too: give it to a run of one of the seeds",
    ],
    [
      ["--seeds", "1,2", "--speed", "2"],
      "--speed is for one run, found --seeds, too: give it to a run of one of the seeds",
    ],
    [
      ["--seeds", "1,2", "--dump-problems", "d"],
      "--dump-problems is for one run, found --seeds, too: give it to a run of one of the seeds",
    ],
    [["--jobs", "2"], "--jobs needs --seeds"],
    [["--shard", "1/2"], "--shard needs --seeds"],
    [["--anchors"], "--anchors needs --seeds"],
    [["--seeds", "1", "--jobs", "0"], '--jobs: found "0", expected 1 to 256'],
    [["--seeds", "1", "--jobs", "two"], '--jobs: found "two", expected a whole number, 1 to 256'],
    [["--seeds", "1", "--shard", "3"], '--shard: found "3", expected i/N, like 1/3'],
    [["--seeds", "1", "--shard", "0/3"], '--shard: found "0/3", expected i/N with i from 1 to N'],
    [["--seeds", "1", "--shard", "4/3"], '--shard: found "4/3", expected i/N with i from 1 to N'],
  ])("are refused where they mean nothing: %j", async (options, message) => {
    const { exitCode, stderr, store } = await busbar(["run", QUICKSTART, ...options]);
    expect(stderr).toBe(`${message}\nbusbar --help shows what there is\n`);
    expect(exitCode).toBe(2);
    expect(store.files.size).toBe(0);
  });
});
