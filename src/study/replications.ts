import type { RowReport } from "./rowReport.ts";
import { spread } from "./spread.ts";
import type { StudyManifest } from "./studyManifest.ts";
import type { StudySummary } from "./studySummary.ts";
import { Tally } from "./tally.ts";

/** One depot on many nights: how its figures are spread. */
export class Replications implements RowReport {
  readonly #study: StudyManifest["study"];
  readonly #tell: (summary: StudySummary) => string;
  readonly #tally = new Tally();

  /** @param tell words for people */
  constructor({ study }: StudyManifest, tell: (summary: StudySummary) => string) {
    this.#study = study;
    this.#tell = tell;
  }

  readonly add = this.#tally.add.bind(this.#tally);

  files(): Readonly<Record<string, string>> {
    const { summary } = this;
    return {
      "summary.json": `${JSON.stringify(summary, null, 2)}\n`,
      "summary.txt": this.#tell(summary),
    };
  }

  get summary(): StudySummary {
    const { scenario, strategies, varied, runs } = this.#study;
    const { rows, failed, peaksKw, unmetKwh, worst, failures, ready, late, aboveLimit, broken } =
      this.#tally;
    const { assertions } = this.#tally;
    const done = peaksKw.length;
    return {
      schemaVersion: 1,
      kind: "replications",
      scenario,
      strategy: strategies.join(", "),
      varied,
      complete: rows === runs,
      runs: { planned: runs, done, failed },
      peak15Kw: spread(peaksKw),
      unmetKwh: spread(unmetKwh),
      worst,
      nights: {
        everyBusReady: ready,
        shareReady: done === 0 ? null : Math.round((ready / done) * 1e6) / 1e6,
        withLate: late,
        withBreach: aboveLimit,
        withBrokenAssertion: broken,
        brokenAssertions: assertions.list,
      },
      failures,
    };
  }
}
