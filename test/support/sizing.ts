import { quantityAt } from "../../src/scenario/index.ts";
import {
  openVariant,
  type SizeOutcome,
  type SizeQuestion,
  sizeStudy,
} from "../../src/study/index.ts";
import { memoryFiles } from "./memoryFiles.ts";
import { ownThreadWorkers } from "./ownThreadWorkers.ts";

/** What a test asks; the rest is one night, nearly all of them, and one worker. */
export interface Asked {
  readonly files: Readonly<Record<string, string>>;
  /** Scenarios; the first is the one asked for. */
  readonly scenarios?: readonly string[];
  readonly quantity?: string;
  readonly strategies?: readonly string[];
  readonly seeds?: readonly number[];
  readonly share?: number;
  readonly workers?: number;
}

/** Sizes a depot of files in memory. */
export async function sizing(asked: Asked): Promise<SizeOutcome> {
  const { scenarios = ["depot.yaml"], quantity = "grid.contractKw", workers = 1 } = asked;
  const { strategies = ["leastLaxityFirst"], seeds = [1], share = 0.95 } = asked;
  const files = memoryFiles(asked.files);
  const seasons = await Promise.all(
    scenarios.map(async (path) => {
      const { variant, loaded } = await openVariant(files, path, [], `busbar run ${path}`);
      return { variant, loaded, quantity: quantityAt(loaded.resolved, quantity) };
    }),
  );
  const varied = seeds.join(",");
  const question: SizeQuestion = { version: "1", seasons, strategies, seeds, varied, share };
  let nowMs = 0;
  return sizeStudy(question, {
    workers: ownThreadWorkers(workers),
    count: workers,
    clock: { nowMs: () => nowMs++, wait: async () => {} },
    signal: new AbortController().signal,
  });
}
