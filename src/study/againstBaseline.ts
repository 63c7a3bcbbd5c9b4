import { rounded } from "../kpi/index.ts";
import { mapped, type NightFigures } from "./comparedFigures.ts";
import type { AgainstBaseline, Flip } from "./comparisonSummary.ts";
import { pairedDifference } from "./pairedDifference.ts";

/** Peaks nearer to each other than this are level: what one step of a limit makes (`control.limitStepKw`) [kW]. */
const LEVEL_KW = 0.1;
/** Flips named before the rest is counted. */
const NAMED = 20;

/** Holds a variant against the baseline. @param ours and theirs of the same nights, in the same order */
export function againstBaseline(
  ours: readonly NightFigures[],
  theirs: readonly NightFigures[],
): AgainstBaseline | null {
  if (ours.length === 0) return null;
  const pairs = ours.map((our, i) => [our, theirs[i]!] as const);
  const differences = mapped((_, name) =>
    pairedDifference(
      pairs.flatMap(([our, their]) => {
        const [a, b] = [our[name], their[name]];
        return a === null || b === null ? [] : [a - b];
      }),
    ),
  );
  const flips = flipsIn(pairs, differences.peak15Kw?.mean ?? 0);
  return {
    differences: rounded(differences),
    beats: pairs.filter(([our, their]) => beats(our, their)).length,
    beaten: pairs.filter(([our, their]) => beats(their, our)).length,
    flips: { count: flips.length, worst: rounded(flips.slice(0, NAMED)) },
  };
}

/** Whether a night goes better: a lower peak, and no more buses unserved. */
function beats(one: NightFigures, other: NightFigures): boolean {
  return one.peak15Kw < other.peak15Kw - LEVEL_KW && one.unserved <= other.unserved;
}

/** Nights whose peaks differ the other way than on average, those that differ most first. */
function flipsIn(
  pairs: readonly (readonly [NightFigures, NightFigures])[],
  meanKw: number,
): Flip[] {
  if (Math.abs(meanKw) <= LEVEL_KW) return [];
  const usual = Math.sign(meanKw);
  return pairs
    .map(([our, their]) => ({
      seed: our.seed,
      peak15Kw: our.peak15Kw - their.peak15Kw,
      command: our.command,
      baselineCommand: their.command,
    }))
    .filter(({ peak15Kw }) => peak15Kw * usual < -LEVEL_KW)
    .toSorted((a, b) => usual * (a.peak15Kw - b.peak15Kw) || a.seed - b.seed);
}
