import type { RunRow } from "../runRow.ts";
import type { Limiting, SizePoint } from "./sizeReport.ts";

/** Nights named before the rest is left out. */
const NAMED = 3;

/** A size, and all nights of all scenarios that it was tried in. */
export class TriedSize {
  readonly size: number;
  /** Scenario by scenario, in the order of the seeds. */
  readonly rows: readonly RunRow[];
  /** The scenario that it serves least: nights, and those served. */
  readonly nights: number;
  readonly served: number;

  /** @param scenarios how many there are; their rows follow each other, each has as many */
  constructor(size: number, rows: readonly RunRow[], scenarios: number) {
    this.size = size;
    this.rows = rows;
    this.nights = rows.length / scenarios;
    const served = Array.from(
      { length: scenarios },
      (_, i) => rows.slice(i * this.nights, (i + 1) * this.nights).filter(isServed).length,
    );
    this.served = Math.min(...served);
  }

  reaches(share: number): boolean {
    return this.served >= neededNights(share, this.nights);
  }

  get lackingKwh(): number {
    return this.sum("size.lackingKwh");
  }

  point(share: number): SizePoint {
    const { size, served, nights, lackingKwh } = this;
    const worst = this.limiting()[0];
    return {
      size,
      isEnough: this.reaches(share),
      shareServed: served / nights,
      served,
      nights,
      lackingKwh: rounded(lackingKwh),
      worstBus: worst?.vehicles[0] ?? null,
    };
  }

  /** Nights that are not served, the worst first. */
  limiting(): Limiting[] {
    return this.rows
      .filter((row) => !isServed(row))
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
        waitedForPoint: row["size.waitedForPoint"] === true,
        breaches: number(row, "size.breaches"),
        refused: text(row, "size.refused"),
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
