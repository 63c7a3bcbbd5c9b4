import { closestWord, InputProblem, type LoadedScenario } from "../scenario/index.ts";
import { strategies } from "../planning/index.ts";
import { type Accident, accidents, openVariant, type Variant } from "../study/index.ts";
import type { CompareArguments } from "./options.ts";
import { shellCommand } from "./shellCommand.ts";
import type { Surroundings } from "./surroundings.ts";
import { UsageProblem } from "./tellFailure.ts";

/** The word for what a scenario says itself. */
const OWN = "own";

/** A way the depot may be, under the name that people are told. */
export interface NamedVariant {
  readonly name: string;
  readonly variant: Variant;
  /** What must hold of its nights. */
  readonly assertions: readonly string[];
}

/** What is to be compared. */
export interface ComparedVariants {
  /** The baseline is one of them. */
  readonly variants: readonly NamedVariant[];
  readonly baseline: string;
  readonly seeds: readonly number[];
  readonly allowedDifferences: readonly string[];
}

/**
 * Opens every scenario under every strategy.
 * @throws InputProblem for what cannot be used, or differs by accident; UsageProblem for words that mean nothing here
 */
export async function comparedVariants(
  args: CompareArguments,
  around: Surroundings,
): Promise<ComparedVariants> {
  checkOnce("scenario", args.scenarios);
  checkStrategies(args.strategy);
  checkOnce("strategy", args.strategy);
  const opened: Opened[] = [];
  for (const path of args.scenarios) opened.push(...(await openEach(path, args, around)));
  const named = nameEach(opened);
  if (named.length < 2) {
    throw new UsageProblem(
      `there is nothing to compare ${named[0]!.name} with: name another strategy or scenario`,
    );
  }
  for (const warning of new Set(opened.flatMap(({ loaded }) => loaded.warnings))) {
    around.stderr(`warning: ${warning}\n`);
  }
  const own = opened.filter(({ path }, i) => opened.findIndex((one) => one.path === path) === i);
  return {
    variants: named,
    baseline: baselineOf(args.baseline, named),
    seeds: args.seeds?.list ?? [opened[0]!.loaded.resolved.seed],
    allowedDifferences: checkAlike(accidents(own, args.seeds !== undefined), args),
  };
}

/** A scenario under one strategy. */
interface Opened {
  readonly path: string;
  readonly variant: Variant;
  readonly loaded: LoadedScenario;
}

async function openEach(
  path: string,
  { set, strategy: wanted }: CompareArguments,
  { files }: Surroundings,
): Promise<Opened[]> {
  const open = async (settings: readonly string[]): Promise<Opened> => {
    const words = settings.flatMap((setting) => ["--set", setting]);
    const command = shellCommand(["run", path, ...words]);
    return { path, ...(await openVariant(files, path, settings, command)) };
  };
  const own = await open(set);
  const names = new Set(wanted.map((word) => (word === OWN ? own.variant.strategy : word)));
  const opened: Opened[] = [];
  for (const name of names) {
    const isOwn = name === own.variant.strategy;
    opened.push(isOwn ? own : await open([...set, `control.strategy=${name}`]));
  }
  return opened;
}

/** Names each by what tells it from the others: its strategy, its scenario, or both. */
function nameEach(opened: readonly Opened[]): NamedVariant[] {
  const paths = new Set(opened.map(({ path }) => path));
  const scenarios = new Set(opened.map(({ variant }) => variant.name));
  const used = new Set(opened.map(({ variant }) => variant.strategy));
  // A name that two scenarios bear tells nothing.
  const isNamed = scenarios.size === paths.size;
  return opened.map(({ path, variant, loaded }) => {
    const scenario = paths.size > 1 ? [isNamed ? variant.name : path] : [];
    const strategy = used.size > 1 || paths.size === 1 ? [variant.strategy] : [];
    const assertions = loaded.assertions.map(({ text }) => text);
    return { name: [...scenario, ...strategy].join("/"), variant, assertions };
  });
}

function baselineOf(wanted: string | undefined, named: readonly NamedVariant[]): string {
  const names = named.map(({ name }) => name);
  if (wanted === undefined) return names[0]!;
  if (names.includes(wanted)) return wanted;
  const meant = closestWord(wanted, names);
  throw new UsageProblem(
    `--baseline: found "${wanted}", expected one of ${names.join(", ")}` +
      (meant === undefined ? "" : ` (did you mean ${meant}?)`),
  );
}

/** What differs and may. @throws InputProblem for what may not */
function checkAlike(
  found: readonly Accident[],
  { "allow-differences": isAllowed }: CompareArguments,
): string[] {
  if (found.length > 0 && !isAllowed) {
    throw new InputProblem(
      ...found.map(({ file, path, message }, i) => ({
        place: { file, ...(path === null ? {} : { path }) },
        message,
        mend:
          i < found.length - 1
            ? undefined
            : "compare what is alike but for strategy, grid and stations, or mean it: --allow-differences",
      })),
    );
  }
  return found.map(
    ({ file, path, message }) => `${file}: ${[path ?? [], message].flat().join(" ")}`,
  );
}

/** @throws UsageProblem for what is named twice */
function checkOnce(what: string, words: readonly string[]): void {
  const twice = words.find((word, i) => words.indexOf(word) < i);
  if (twice !== undefined) throw new UsageProblem(`${what} ${twice} is there twice: name it once`);
}

/** @throws UsageProblem for a word that names no strategy */
function checkStrategies(wanted: readonly string[]): void {
  const known = [OWN, ...Object.keys(strategies)];
  const unknown = wanted.find((word) => !known.includes(word));
  if (unknown === undefined) return;
  const meant = closestWord(unknown, known);
  const mend = meant === undefined ? "" : ` (did you mean ${meant}?)`;
  throw new UsageProblem(
    `--strategy: found "${unknown}", expected some of ${known.join(", ")}${mend}`,
  );
}
