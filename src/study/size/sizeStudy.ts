import { strategies, type StrategyName } from "../../planning/index.ts";
import type { Quantity } from "../../scenario/index.ts";
import type { RunRow } from "../runRow.ts";
import { boundsOf, floorOf, unmanagedFloorOf } from "./boundsOf.ts";
import { Crew, type CrewOptions, Stopped } from "./crew.ts";
import { Evidence, type Nights } from "./evidence.ts";
import { type FoundSize, leftOut } from "./leftOut.ts";
import type { SizeQuestion } from "./sizeQuestion.ts";
import { sizeResult } from "./sizeResult.ts";
import { elevenOf, type SearchState, smallestSize, type SizeSpan } from "./smallestSize.ts";
import type { SizeBounds, SizeReport, SizeResult } from "./sizeReport.ts";
import { topOf } from "./topOf.ts";
import { TriedNights } from "./triedNights.ts";
import { neededNights } from "./triedSize.ts";

/** Laws take about so much of what plug and charge draws (estimate); only the search is shorter for it. */
const OF_PLUG_AND_CHARGE = 0.35;

/** How far it has come. */
export interface SizeProgress extends SearchState {
  readonly strategy: string;
  /** Simulated here and now. */
  readonly runs: number;
  /** About how many runs are left for this strategy. */
  readonly runsLeft: number;
}

/** What came of it: the answer, and every night that was simulated for it. */
export interface SizeOutcome {
  readonly report: SizeReport;
  /** By strategy, size, scenario and seed. */
  readonly rows: readonly RunRow[];
  /** Kept ones that the answer has not needed, or not yet. */
  readonly others: readonly RunRow[];
}

/** Finds how large something must be for each strategy, on nights that all share. */
export async function sizeStudy(
  question: SizeQuestion,
  options: CrewOptions,
  tell: (progress: SizeProgress) => void = () => {},
): Promise<SizeOutcome> {
  return new SizeStudy(question, options, tell).outcome();
}

class SizeStudy {
  readonly #question: SizeQuestion;
  readonly #crew: Crew;
  readonly #tell: (progress: SizeProgress) => void;
  readonly #top: number;
  /** In the order of the strategies. */
  readonly #tried: readonly TriedNights[];
  #bruteForceRuns = 0;
  #runs = 0;
  #state: SearchState & { readonly strategy: string; readonly saidAt: number };

  constructor(
    question: SizeQuestion,
    options: CrewOptions,
    tell: (progress: SizeProgress) => void,
  ) {
    const { version, seasons, seeds } = question;
    this.#question = question;
    this.#tell = tell;
    this.#top = Math.max(
      ...seasons.map(({ quantity, loaded }) => topOf(quantity, loaded.scenario)),
    );
    const left = seasons.length * seeds.length;
    this.#state = { low: 0, high: this.#top, left, strategy: "", saidAt: 0 };
    const variants = seasons.map(({ variant }) => variant);
    this.#crew = new Crew({ version, variants }, options, (count) => this.#heard(count));
    this.#tried = question.strategies.map(
      (strategy) => new TriedNights(question, strategy, this.#top, this.#crew),
    );
  }

  async outcome(): Promise<SizeOutcome> {
    const { seasons, varied, share } = this.#question;
    const { name, unit } = seasons[0]!.quantity;
    const sizes: SizeResult[] = [];
    let warnings: readonly string[] = [];
    let isStopped = false;
    try {
      // Nights are held against the bounds.
      await this.#tried[0]!.tell([this.#top]);
      for (const tried of this.#tried) sizes.push(await this.#sized(tried));
      warnings = await leftOut(seasons, foundOf(sizes), this.#crew);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      isStopped = true;
      const tried = this.#tried[sizes.length];
      if (tried !== undefined) sizes.push(this.#result(tried, null));
    } finally {
      await this.#crew.end();
    }
    const rows = this.#rows();
    const others = this.#crew.others(rows);
    const report: SizeReport = {
      schemaVersion: 2,
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
      // Stopped, it has begun sizes that it does not know yet.
      runs: rows.length + (isStopped ? others.length : 0),
      bruteForceRuns: isStopped ? null : this.#bruteForceRuns,
      failures: rows
        .filter(({ ok }) => !ok)
        .map(({ error, command }) => ({ error: error ?? "", command })),
    };
    return { report, rows, others };
  }

  async #sized(tried: TriedNights): Promise<SizeResult> {
    const { seasons, seeds } = this.#question;
    const { strategy } = tried;
    const span = await this.#span(tried);
    const evidence = new Evidence(this.#nights(), (trials) => tried.served(trials));
    const size = await smallestSize(span, evidence, (state) => {
      this.#state = { ...state, strategy, saidAt: this.#runs };
    });
    const last = size === null ? span.top : elevenOf(size, span.top).at(-1)!;
    this.#bruteForceRuns += last * seasons.length * seeds.length;
    if (size === null) await tried.tell([this.#top], "tried");
    else await this.#lookAround(size, tried, evidence);
    return this.#result(tried, size);
  }

  /** What is told of the answer beyond that it is one. */
  async #lookAround(size: number, tried: TriedNights, evidence: Evidence): Promise<void> {
    const step = stepOf(this.#question.seasons[0]!.quantity);
    const around = [size, size - step, size + step, Math.round(0.9 * size)];
    const whole = [...new Set(around)].filter((one) => one > 0);
    const { seasons, each } = evidence.nights;
    const left = (whole.length - 1) * seasons * each;
    this.#state = { low: size - 1, high: size, left, strategy: tried.strategy, saidAt: this.#runs };
    await tried.tell(whole);
    if (size === 1) return;
    await evidence.refutedOf([size - 1]);
    await tried.tell([size - 1], "tried");
  }

  async #span(tried: TriedNights): Promise<SizeSpan> {
    const { seasons, share } = this.#question;
    const top = this.#top;
    const isConnection = seasons.every(
      ({ quantity: { kind, of }, loaded }) =>
        kind === "limit" && of === loaded.scenario.nodes[0]!.id,
    );
    if (!isConnection) return { floor: 0, top, guess: Math.ceil(top / 2) };
    const { exactMinPeakKw, plugAndChargePeak15Kw } = this.#bounds();
    const unmanagedKw = plugAndChargePeak15Kw ?? top;
    const spanFrom = (floor: number, likelyKw: number): SizeSpan => ({
      floor: Math.min(floor, top - 1),
      top,
      guess: Math.ceil(likelyKw),
    });
    if (!strategies[tried.strategy as StrategyName].law.keepsLimits) {
      // Bounds are of powers never exceeded, which is more than plug and charge is held to.
      await tried.tell([top]);
      const floor = unmanagedFloorOf(tried.at(top)!, share, seasons.length);
      return spanFrom(floor, unmanagedKw);
    }
    const first = this.#tried[0]!.at(top)!;
    const floor = floorOf(first, share, seasons.length);
    return spanFrom(floor, exactMinPeakKw ?? OF_PLUG_AND_CHARGE * unmanagedKw);
  }

  /** Hardest are those that failed with other strategies, then those that need most power, then most energy. */
  #nights(): Nights {
    const { seasons, seeds, share } = this.#question;
    const rows = this.#tried[0]!.at(this.#top)!.rows;
    const each = seeds.length;
    const nights = [...rows.keys()].map((night) => ({
      night,
      failedAt: Math.max(...this.#tried.map((tried) => tried.failedAt(night))),
      certainKw: Number(rows[night]!["size.certainKw"] ?? 0),
      gridKwh: Number(rows[night]!["energy.gridKwh"] ?? 0),
    }));
    const hardestFirst = nights
      .toSorted(
        (a, b) => b.failedAt - a.failedAt || b.certainKw - a.certainKw || b.gridKwh - a.gridKwh,
      )
      .map(({ night }) => night);
    const mayFail = each - neededNights(share, each);
    return { seasons: seasons.length, each, mayFail, hardestFirst };
  }

  #result(tried: TriedNights, found: number | null): SizeResult {
    const { seasons, share } = this.#question;
    const { low, high, strategy: at } = this.#state;
    return sizeResult({
      strategy: tried.strategy,
      quantity: seasons[0]!.quantity,
      step: stepOf(seasons[0]!.quantity),
      share,
      found,
      top: this.#top,
      state: at === tried.strategy ? [low, high] : [0, this.#top],
      tried: tried.sizes,
    });
  }

  #bounds(): SizeBounds {
    const { share, seasons } = this.#question;
    return boundsOf(this.#tried[0]!.at(this.#top), share, seasons.length);
  }

  #heard(count: number): void {
    this.#runs += count;
    const { saidAt, left, strategy, ...state } = this.#state;
    this.#tell({
      ...state,
      left,
      strategy: strategy === "" ? this.#question.strategies[0]! : strategy,
      runs: this.#runs,
      runsLeft: Math.max(1, left - (this.#runs - saidAt)),
    });
  }

  #rows(): RunRow[] {
    const sizes = this.#tried.flatMap((tried) => tried.sizes);
    return sizes.flatMap(({ rows }) => rows).map((row, i) => ({ ...row, run: i + 1 }));
  }
}

function foundOf(sizes: readonly SizeResult[]): FoundSize[] {
  return sizes.flatMap(({ strategy, value }) => (value === null ? [] : { strategy, size: value }));
}

/** What a little more is: the next 100 kW, one more point. */
function stepOf({ kind }: Quantity): number {
  return kind === "limit" ? 100 : 1;
}
