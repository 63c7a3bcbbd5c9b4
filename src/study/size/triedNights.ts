import type { Job } from "../runPlan.ts";
import type { RunRow } from "../runRow.ts";
import type { Crew } from "./crew.ts";
import type { NightTrial } from "./evidence.ts";
import type { SizeQuestion } from "./sizeQuestion.ts";
import { TriedSize } from "./triedSize.ts";

/** Nights of all seasons that sizes were tried in with one strategy. */
export class TriedNights {
  readonly strategy: string;
  readonly #question: SizeQuestion;
  readonly #top: number;
  readonly #crew: Crew;
  /** By size, season by season in the order of the seeds. */
  readonly #rows = new Map<number, (RunRow | null)[]>();

  /** @param top the size at which nights are held against the planner's bounds, of the first strategy */
  constructor(question: SizeQuestion, strategy: string, top: number, crew: Crew) {
    this.strategy = strategy;
    this.#question = question;
    this.#top = top;
    this.#crew = crew;
  }

  /** Whether nights are served; no more is learnt of those that are not. @throws Stopped */
  async served(trials: readonly NightTrial[]): Promise<readonly boolean[]> {
    const fresh = trials.filter(({ size, night }) => this.#rowsAt(size)[night] === null);
    await this.#run(fresh, true);
    return trials.map(({ size, night }) => isServed(this.#rowsAt(size)[night]!));
  }

  /** Learns all of the nights of a size. @param only those it was tried in @throws Stopped */
  async tell(sizes: readonly number[], only: "all" | "tried" = "all"): Promise<void> {
    const known = sizes.flatMap((size) =>
      this.#rowsAt(size).map((row, night) => ({ size, night, row })),
    );
    const open = known.filter(({ row }) => (row === null ? only === "all" : isCut(row)));
    await this.#run(open, false);
  }

  /** From small to large. */
  get sizes(): TriedSize[] {
    const { seasons } = this.#question;
    return [...this.#rows]
      .map(([size, rows]) => new TriedSize(size, rows, seasons.length))
      .toSorted((a, b) => a.size - b.size);
  }

  at(size: number): TriedSize | null {
    const rows = this.#rows.get(size);
    return rows === undefined ? null : new TriedSize(size, rows, this.#question.seasons.length);
  }

  /** The largest size that did not serve a night. */
  failedAt(night: number): number {
    const failed = [...this.#rows].filter(([, rows]) => {
      const row = rows[night] ?? null;
      return row !== null && !isServed(row);
    });
    return Math.max(0, ...failed.map(([size]) => size));
  }

  async #run(trials: readonly NightTrial[], endsUnserved: boolean): Promise<void> {
    const rows = await this.#crew.rowsOf(trials.map((trial) => this.#job(trial, endsUnserved)));
    trials.forEach(({ size, night }, i) => {
      this.#rowsAt(size)[night] = rows[i]!;
    });
  }

  #job({ size, night }: NightTrial, endsUnserved: boolean): Job {
    const { seasons, seeds, strategies } = this.#question;
    const variant = Math.floor(night / seeds.length);
    const { path, kind, of } = seasons[variant]!.quantity;
    return {
      variant,
      seed: seeds[night % seeds.length]!,
      // Of each night once.
      anchors: size === this.#top && this.strategy === strategies[0],
      trial: {
        settings: [`control.strategy=${this.strategy}`, `${path}=${size}`],
        unlimited: [`${path}=${kind === "fleet" ? size : this.#top}`],
        node: kind === "limit" ? of : null,
        endsUnserved,
      },
    };
  }

  #rowsAt(size: number): (RunRow | null)[] {
    const { seasons, seeds } = this.#question;
    const rows =
      this.#rows.get(size) ?? Array.from({ length: seasons.length * seeds.length }, () => null);
    this.#rows.set(size, rows);
    return rows;
  }
}

function isServed(row: RunRow): boolean {
  return row["size.isServed"] === true;
}

function isCut(row: RunRow): boolean {
  return row["size.isCut"] === true;
}
