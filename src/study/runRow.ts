import type { Summary } from "../kpi/index.ts";
import type { Job } from "./runPlan.ts";
import type { Variant } from "./variant.ts";

/** What a column says of a run. */
export type Cell = string | number | boolean | null;

/**
 * One run in one row: what it was, whether it went well, and its figures under the names they have
 * in `summary.json`, as `site.peak15Kw`.
 */
export interface RunRow {
  /** Place in the plan, from 1. */
  readonly run: number;
  readonly key: string;
  readonly scenario: string;
  readonly strategy: string;
  readonly settings: string;
  readonly seed: number;
  readonly ok: boolean;
  /** What went wrong; null: nothing. */
  readonly error: string | null;
  /** The command that does this run alone. */
  readonly command: string;
  readonly [figure: string]: Cell;
}

/** What is said of a run elsewhere in its row, or costs more than it is worth. */
const LEFT_OUT = ["schemaVersion", "name", "strategy", "target", "seed", "digest"];

/** The row of a run before it has any figures. */
export function bareRow(
  run: number,
  key: string,
  {
    name,
    strategy,
    settings,
    command,
  }: Pick<Variant, "name" | "strategy" | "settings" | "command">,
  { seed, trial }: Job,
): RunRow {
  const tried = trial?.settings ?? [];
  return {
    run,
    key,
    scenario: name,
    strategy,
    settings: [...settings, ...tried].join(" "),
    seed,
    ok: true,
    error: null,
    command: [command, ...tried.map((setting) => `--set ${setting}`), `--seed ${seed}`].join(" "),
  };
}

/**
 * The single figures of a summary, by their paths, and how many and which assertions do not hold; lists are left out, and
 * anchors that nobody asked for.
 */
export function figuresOf(summary: Summary, anchors: boolean): Readonly<Record<string, Cell>> {
  const leftOut = new Set(anchors ? LEFT_OUT : [...LEFT_OUT, "bounds"]);
  const figures: Record<string, Cell> = {};
  const add = (object: object, prefix: string): void => {
    for (const [key, value] of Object.entries(object) as [string, unknown][]) {
      if (Array.isArray(value) || (prefix === "" && leftOut.has(key))) continue;
      if (typeof value === "object" && value !== null) add(value, `${prefix}${key}.`);
      else figures[prefix + key] = value as Cell;
    }
  };
  add(summary, "");
  const broken = summary.assertions.filter(({ holds }) => holds === false);
  figures["assertions.broken"] = broken.length;
  const texts = broken.map(({ assertion }) => assertion);
  figures["assertions.notSo"] = texts.length === 0 ? null : JSON.stringify(texts);
  return figures;
}
