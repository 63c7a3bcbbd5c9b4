import { strategies, type StrategyName } from "../../planning/index.ts";
import type { Quantity } from "../../scenario/index.ts";
import type { RunAllOptions } from "../runAll.ts";
import type { Job } from "../runPlan.ts";
import type { RunRow } from "../runRow.ts";
import { boundsOf, floorOf } from "./boundsOf.ts";
import { Crew, Stopped } from "./crew.ts";
import { leftOut } from "./leftOut.ts";
import type { SizeQuestion } from "./sizeQuestion.ts";
import { sizeResult } from "./sizeResult.ts";
import { type FoundSize, type SearchState, smallestSize, type SizeSpan } from "./smallestSize.ts";
import type { SizeBounds, SizeReport, SizeResult } from "./sizeReport.ts";
import { topOf } from "./topOf.ts";
import { TriedSize } from "./triedSize.ts";

/** How far it has come. */
export interface SizeProgress extends SearchState {
  readonly strategy: string;
  readonly runs: number;
  /** About how many runs are left for this strategy. */
  readonly runsLeft: number;
}

/** What came of it: the answer, and every night that was simulated for it. */
export interface SizeOutcome {
  readonly report: SizeReport;
  /** By strategy, size, scenario and seed. */
  readonly rows: readonly RunRow[];
}

/** Finds how large something must be for each strategy, on nights that all share. */
export async function sizeStudy(
  question: SizeQuestion,
  options: Omit<RunAllOptions, "take">,
  tell: (progress: SizeProgress) => void = () => {},
): Promise<SizeOutcome> {
  return new SizeStudy(question, options, tell).outcome();
}

class SizeStudy {
  readonly #question: SizeQuestion;
  readonly #crew: Crew;
  readonly #tell: (progress: SizeProgress) => void;
  readonly #top: number;
  readonly #tried = new Map<string, Map<number, TriedSize>>();
  #runs = 0;
  #state: SearchState & { readonly strategy: string; readonly saidAt: number };

  constructor(
    question: SizeQuestion,
    options: Omit<RunAllOptions, "take">,
    tell: (progress: SizeProgress) => void,
  ) {
    const { version, seasons } = question;
    this.#question = question;
    this.#tell = tell;
    this.#top = Math.max(
      ...seasons.map(({ quantity, loaded }) => topOf(quantity, loaded.scenario)),
    );
    this.#state = { low: 0, high: this.#top, left: 1, strategy: "", saidAt: 0 };
    const variants = seasons.map(({ variant }) => variant);
    this.#crew = new Crew({ version, variants }, options, (rows) => this.#heard(rows));
  }

  async outcome(): Promise<SizeOutcome> {
    const { seasons, strategies, varied, share } = this.#question;
    const { name, unit } = seasons[0]!.quantity;
    const sizes: SizeResult[] = [];
    let warnings: readonly string[] = [];
    let isStopped = false;
    try {
      for (const strategy of strategies) sizes.push(await this.#sized(strategy));
      warnings = await leftOut(seasons, this.#crew);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      isStopped = true;
      const strategy = strategies[sizes.length];
      if (strategy !== undefined) sizes.push(this.#result(strategy, null));
    } finally {
      await this.#crew.end();
    }
    const report: SizeReport = {
      schemaVersion: 1,
      kind: "size",
      scenarios: seasons.map(({ variant }) => variant.name),
      quantity: name,
      unit,
      share,
      varied: `seeds ${varied}`,
      complete: !isStopped,
      sizes,
      bounds: this.#bounds(),
      warnings,
      runs: this.#runs,
    };
    return { report, rows: this.#rows() };
  }

  async #sized(strategy: string): Promise<SizeResult> {
    await this.#ask(strategy, [this.#top]);
    const found = await smallestSize(
      this.#span(strategy),
      (sizes) => this.#ask(strategy, sizes),
      (state) => {
        this.#state = { ...state, strategy, saidAt: this.#runs };
      },
    );
    if (found !== null) {
      const step = stepOf(this.#question.seasons[0]!.quantity);
      const { size } = found;
      const around = [size - 1, size - step, size + step].concat(
        [0.8, 0.9].map((part) => Math.round(part * size)),
      );
      await this.#ask(
        strategy,
        [...new Set(around)].filter((one) => one > 0),
      );
    }
    return this.#result(strategy, found);
  }

  #span(strategy: string): SizeSpan {
    const { seasons, strategies: asked } = this.#question;
    const top = this.#top;
    const isConnection = seasons.every(
      ({ quantity: { kind, of }, loaded }) =>
        kind === "limit" && of === loaded.scenario.nodes[0]!.id,
    );
    if (!isConnection) return { floor: 0, top, guess: Math.ceil(top / 2) };
    const bounds = this.#bounds();
    // Bounds are of powers never exceeded, which is more than plug and charge is held to.
    const { keepsLimits } = strategies[strategy as StrategyName].law;
    const first = this.#ofStrategy(asked[0]!).get(top)!;
    const mayLeaveWithLess = seasons.some(
      ({ loaded }) => loaded.scenario.yard.target === "nextBlock",
    );
    const floor = keepsLimits ? Math.min(floorOf(bounds, first, mayLeaveWithLess), top - 1) : 0;
    const likely = keepsLimits ? bounds.exactMinPeakKw : bounds.plugAndChargePeak15Kw;
    return { floor, top, guess: Math.max(floor + 1, Math.min(top, Math.ceil(likely ?? top / 2))) };
  }

  #result(strategy: string, found: FoundSize | null): SizeResult {
    const { seasons, share } = this.#question;
    const span = this.#ofStrategy(strategy).has(this.#top) ? this.#span(strategy) : null;
    const { low, high, strategy: at } = this.#state;
    return sizeResult({
      strategy,
      quantity: seasons[0]!.quantity,
      step: stepOf(seasons[0]!.quantity),
      share,
      found,
      floor: span?.floor ?? 0,
      top: this.#top,
      state: at === strategy ? [low, high] : [0, this.#top],
      tried: [...this.#ofStrategy(strategy).values()].toSorted((a, b) => a.size - b.size),
    });
  }

  #bounds(): SizeBounds {
    const { share, seasons, strategies } = this.#question;
    const first = this.#ofStrategy(strategies[0]!).get(this.#top) ?? null;
    return boundsOf(first, share, seasons.length);
  }

  /** Tries sizes in every night of every scenario. */
  async #ask(strategy: string, sizes: readonly number[]): Promise<readonly boolean[]> {
    const { seasons, seeds, strategies, share } = this.#question;
    const tried = this.#ofStrategy(strategy);
    const fresh = sizes.filter((size) => !tried.has(size));
    const jobs = fresh.flatMap((size) =>
      seasons.flatMap(({ quantity }, variant) =>
        seeds.map((seed): Job => ({
          variant,
          seed,
          // Of each night once.
          anchors: size === this.#top && strategy === strategies[0],
          trial: {
            settings: [`control.strategy=${strategy}`, `${quantity.path}=${size}`],
            unlimited: [`${quantity.path}=${quantity.kind === "fleet" ? size : this.#top}`],
            node: quantity.kind === "limit" ? quantity.of : null,
          },
        })),
      ),
    );
    const rows = await this.#crew.rowsOf(jobs);
    const each = seasons.length * seeds.length;
    fresh.forEach((size, i) =>
      tried.set(size, new TriedSize(size, rows.slice(i * each, (i + 1) * each), seasons.length)),
    );
    return sizes.map((size) => tried.get(size)!.reaches(share));
  }

  #heard(rows: readonly RunRow[]): void {
    this.#runs += rows.length;
    const { seasons, seeds, strategies } = this.#question;
    const { saidAt, left, strategy, ...state } = this.#state;
    const expected = left * seasons.length * seeds.length;
    this.#tell({
      ...state,
      left,
      strategy: strategy === "" ? strategies[0]! : strategy,
      runs: this.#runs,
      runsLeft: Math.max(1, expected - (this.#runs - saidAt)),
    });
  }

  #ofStrategy(strategy: string): Map<number, TriedSize> {
    const known = this.#tried.get(strategy) ?? new Map<number, TriedSize>();
    this.#tried.set(strategy, known);
    return known;
  }

  #rows(): RunRow[] {
    const sizes = this.#question.strategies.flatMap((strategy) =>
      [...this.#ofStrategy(strategy).values()].toSorted((a, b) => a.size - b.size),
    );
    return sizes.flatMap(({ rows }) => rows).map((row, i) => ({ ...row, run: i + 1 }));
  }
}

/** What a little more is: the next 100 kW, one more point. */
function stepOf({ kind }: Quantity): number {
  return kind === "limit" ? 100 : 1;
}
