import { describe, expect, it } from "vitest";
import { busbar } from "../support/memorySurroundings.ts";

describe("busbar torture", () => {
  it("says that every rule held, and what that rests on", async () => {
    const { exitCode, stdout, stderr, store } = await busbar(["torture", "--nights", "3"]);
    expect(exitCode).toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toMatch(
      /^3 nights: every rule held \(reaction 30 s\)\n[\d,]+ commands, \d+ restarts, [1-9]\d* lists, [\d.]+ nights\/s, hash [\da-f]{32}\n$/,
    );
    expect(store.files.size).toBe(0);
  });

  it("says it to programs, the same every time", async () => {
    const [one, same, other] = await Promise.all(
      ["4", "4", "5"].map(async (seed) => {
        const { stdout } = await busbar(["torture", "--seed", seed, "--json"]);
        return JSON.parse(stdout) as { hash: string };
      }),
    );
    expect(one).toMatchObject({ nights: 1, red: [], reactionSec: 30, lists: 0 });
    expect(same).toEqual(one);
    expect(other!.hash).not.toBe(one!.hash);
  });

  it("hears requests as they are said, as VDV 463, or in turn", async () => {
    const lists = await Promise.all(
      [[], ["--presystem", "vdv463"], ["--presystem", "direct"]].map(async (words) => {
        const nights = ["torture", "--seed", "3", "--nights", "2", "--json", ...words];
        return (JSON.parse((await busbar(nights)).stdout) as { lists: number }).lists;
      }),
    );
    const [inTurn, wired, direct] = lists as [number, number, number];
    expect(direct).toBe(0);
    expect(inTurn).toBeGreaterThan(20);
    expect(wired).toBeGreaterThan(inTurn + 20);
  });

  // Nobody lowers a limit within a second when a message takes half of one.
  it("names the faults that it takes to break a rule, and what does it again", async () => {
    const { exitCode, stderr } = await busbar([
      "torture",
      "--nights=30",
      "--reaction=1",
      "--presystem=direct",
    ]);
    expect(exitCode).toBe(1);
    const [, seed, only] =
      /again: busbar torture --reaction 1 --presystem direct --seed (\d+) --only ([\d,]+)/.exec(
        stderr,
      )!;
    const one = ["--presystem=direct", "--seed", seed!, "--only", only!];
    const again = await busbar(["torture", "--reaction=1", ...one]);
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain(`night ${seed}: limit, at 20`);
    const fewer = await busbar(["torture", ...one]);
    expect(fewer.exitCode).toBe(0);
  });

  it.each([
    [["--nights", "0"], 2, '--nights: found "0", expected a whole number from 1 to 1000000'],
    [["--seed", "abc"], 2, '--seed: found "abc"'],
    [["--only", "1", "--nights", "2"], 2, "--only is for one night: leave --nights out"],
    [["--seed", "3", "--only", "99"], 2, "--only: found 99, that night has "],
    [["--seed", "3", "--only", "x"], 2, "expected numbers of faults, like 2,5"],
    [["--presystem", "ocpp"], 2, "expected direct or vdv463"],
    [["nowhere.yaml"], 3, "nowhere.yaml there is no such file"],
    [["--set", "grid.contractkw=3"], 3, "contractKw"],
  ] as const)("refuses %j", async (words, exitCode, says) => {
    const refused = await busbar(["torture", ...words]);
    expect(refused.stderr).toContain(says);
    expect(refused.exitCode).toBe(exitCode);
  });
});
