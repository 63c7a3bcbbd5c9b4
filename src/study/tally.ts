import { BrokenAssertions } from "./brokenAssertions.ts";
import type { RunRow } from "./runRow.ts";

/** Failures named before the rest is counted. */
const NAMED = 20;

/** A night that stands out. */
export interface WorstNight {
  readonly seed: number;
  readonly peak15Kw: number;
  readonly peak15At: string | null;
  /** Does this night alone. */
  readonly command: string;
}

/** A run that failed. */
export interface FailedRun {
  readonly run: number;
  readonly seed: number;
  readonly error: string;
  readonly command: string;
}

/** Counts rows as they come; what it says of the worst night does not depend on their order. */
export class Tally {
  failed = 0;
  /** Nights in which every bus left, and with its target. */
  ready = 0;
  /** Nights with a departure after its time. */
  late = 0;
  /** Nights that broke a limit of the grid. */
  aboveLimit = 0;
  /** Nights in which some assertion did not hold. */
  broken = 0;
  readonly assertions = new BrokenAssertions();
  worst: WorstNight | null = null;
  /** Highest quarter-hour of every night that was done [kW]. */
  readonly peaksKw: number[] = [];
  /** Of every night that was done [kWh]. */
  readonly unmetKwh: number[] = [];
  /** The first of those that failed. */
  readonly failures: FailedRun[] = [];
  #worstRun = Infinity;

  /** How many rows there were. */
  get rows(): number {
    return this.peaksKw.length + this.failed;
  }

  add(row: RunRow): void {
    const { run, seed, command } = row;
    if (!row.ok) {
      this.failed++;
      if (this.failures.length < NAMED) {
        this.failures.push({ run, seed, error: row.error ?? "", command });
      }
      return;
    }
    const peak15Kw = figure(row, "site.peak15Kw");
    this.peaksKw.push(peak15Kw);
    this.unmetKwh.push(figure(row, "energy.unmetKwh"));
    const notReady = figure(row, "departures.short") + figure(row, "departures.notLeft");
    if (notReady === 0) this.ready++;
    if (figure(row, "departures.late") > 0) this.late++;
    const breaches = figure(row, "limits.contractBreaches") + figure(row, "limits.maxBreaches");
    if (breaches > 0) this.aboveLimit++;
    if (figure(row, "assertions.broken") > 0) this.broken++;
    this.assertions.add(row);
    const { peak15Kw: worstKw } = this.worst ?? { peak15Kw: -Infinity };
    if (peak15Kw < worstKw || (peak15Kw === worstKw && run > this.#worstRun)) return;
    const peak15At = row["site.peak15At"];
    this.#worstRun = run;
    this.worst = {
      seed,
      peak15Kw,
      peak15At: typeof peak15At === "string" ? peak15At : null,
      command,
    };
  }
}

/** @throws Error where a summary has no such figure any more */
function figure(row: RunRow, name: string): number {
  const cell = row[name];
  if (typeof cell !== "number") throw new Error(`run ${row.run} has no figure ${name}`);
  return cell;
}
