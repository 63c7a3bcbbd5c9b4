import type { RunRow } from "../runRow.ts";
import type { Limiting, SizePoint } from "./sizeReport.ts";

/** Nights named before the rest is left out. */
const NAMED = 3;

/** A size, and the nights of all scenarios that it was tried in: all of them, or as many as refute it. */
export class TriedSize {
  readonly size: number;
  /** Scenario by scenario, in the order of the seeds. */
  readonly rows: readonly RunRow[];
  /** Of each scenario. */
  readonly nights: number;
  /** Nights that it was tried in, of the scenario that it serves least. */
  readonly tried: number;
  /** Those that it serves. */
  readonly served: number;
  readonly #all: number;

  /** @param rows scenario by scenario, each has as many; null: not tried @param scenarios how many there are */
  constructor(size: number, rows: readonly (RunRow | null)[], scenarios: number) {
    this.size = size;
    this.rows = rows.filter((row) => row !== null);
    this.#all = rows.length;
    this.nights = rows.length / scenarios;
    const each = Array.from({ length: scenarios }, (_, i) => {
      const own = rows.slice(i * this.nights, (i + 1) * this.nights).filter((row) => row !== null);
      return { tried: own.length, served: own.filter(isServed).length };
    });
    const least = each.reduce((a, b) => (b.tried - b.served > a.tried - a.served ? b : a));
    this.tried = least.tried;
    this.served = least.served;
  }

  /** null: it was tried in too few nights to know. */
  reaches(share: number): boolean | null {
    if (this.tried - this.served > this.nights - neededNights(share, this.nights)) return false;
    return this.isTriedInAll ? true : null;
  }

  get isTriedInAll(): boolean {
    return this.rows.length === this.#all;
  }

  /** Whether each night was simulated to its end. */
  get isTold(): boolean {
    return this.isTriedInAll && !this.rows.some((row) => row["size.isCut"] === true);
  }

  get lackingKwh(): number {
    return this.sum("size.lackingKwh");
  }

  point(share: number): SizePoint {
    const { size, tried, served, nights, lackingKwh, isTold, isTriedInAll } = this;
    return {
      size,
      isEnough: this.reaches(share) === true,
      shareServed: isTriedInAll ? served / nights : null,
      served,
      tried,
      nights,
      lackingKwh: isTold ? rounded(lackingKwh) : null,
      worstBus: isTold ? (this.limiting()[0]?.vehicles[0] ?? null) : null,
    };
  }

  /** Nights that are not served, the worst first; those that were cut short say nothing. */
  limiting(): Limiting[] {
    return this.rows
      .filter((row) => !isServed(row) && row["size.isCut"] !== true)
      .toSorted((a, b) => number(b, "size.lackingKwh") - number(a, "size.lackingKwh"))
      .slice(0, NAMED)
      .map((row) => ({
        scenario: row.scenario,
        seed: row.seed,
        // Where no bus lacks anything, a limit was broken: at the peak, if anywhere.
        night: text(row, "size.night") ?? text(row, "site.peak15ServiceDay"),
        vehicles: text(row, "size.vehicles")?.split(" ") ?? [],
        lackingKwh: rounded(number(row, "size.lackingKwh")),
        node: text(row, "size.node"),
        from: text(row, "size.from") ?? text(row, "site.peak15At"),
        to: text(row, "size.to"),
        cabinet: text(row, "size.cabinet"),
        queue: queueOf(row),
        breaches: number(row, "size.breaches"),
        refused: row.error ?? text(row, "size.refused"),
        command: row.command,
      }));
  }

  sum(figure: string): number {
    return this.rows.reduce((sum, row) => sum + number(row, figure), 0);
  }

  max(figure: string): number {
    return this.rows.reduce((most, row) => Math.max(most, number(row, figure)), 0);
  }
}

/** How many of so many nights a share is; shares that are nearly whole nights are. */
export function neededNights(share: number, nights: number): number {
  return Math.ceil(share * nights - 1e-9);
}

function queueOf(row: RunRow): Limiting["queue"] {
  const [from, to] = [text(row, "size.queueFrom"), text(row, "size.queueTo")];
  if (from === null || to === null) return null;
  return {
    vehicles: text(row, "size.queueVehicles")?.split(" ") ?? [],
    from,
    to,
    atOnce: number(row, "size.queueAtOnce"),
    longestMin: rounded(number(row, "size.queueLongestMin")),
  };
}

function isServed(row: RunRow): boolean {
  return row["size.isServed"] === true;
}

/** 0 where a row has none: a size that was refused. */
function number(row: RunRow, figure: string): number {
  const cell = row[figure];
  return typeof cell === "number" ? cell : 0;
}

function text(row: RunRow, figure: string): string | null {
  const cell = row[figure];
  return typeof cell === "string" && cell !== "" ? cell : null;
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
