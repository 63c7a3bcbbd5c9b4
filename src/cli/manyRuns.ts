import type { RunArguments } from "./options.ts";
import { UsageProblem } from "./tellFailure.ts";

/** `run` for many seeds. */
export type ManyRuns = RunArguments & { readonly seeds: NonNullable<RunArguments["seeds"]> };

/** Whether many runs are asked for. */
export function isMany(args: RunArguments): args is ManyRuns {
  return args.seeds !== undefined;
}

/** @throws UsageProblem for options that mean nothing together */
export function checkTogether(args: RunArguments): void {
  if (isMany(args)) {
    const ofOne = (["seed", "svg", "speed", "dump-problems"] as const).find(
      (option) => args[option] !== undefined,
    );
    if (ofOne === undefined) return;
    const mend = ofOne === "seed" ? "give one of them" : "give it to a run of one of the seeds";
    throw new UsageProblem(`--${ofOne} is for one run, found --seeds, too: ${mend}`);
  }
  const ofMany = (["jobs", "shard", "anchors"] as const).find(
    (option) => args[option] !== undefined,
  );
  if (ofMany !== undefined) throw new UsageProblem(`--${ofMany} needs --seeds`);
}
