import type { FileTime } from "../../operations/index.ts";
import { InputProblem } from "../inputProblem.ts";

const AMOUNT = /^\+?\d*[.,]?\d+([eE][+-]?\d+)?$/;
const TIME = /^(?:(\d{4}-\d{2}-\d{2})[T ])?(-?)(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$/;

/** One row of a CSV file, whose cells are read by position; −1 is a column it does not have. */
export class Row {
  readonly #file: string;
  readonly #header: readonly string[];
  readonly #cells: readonly string[];
  /** From 1, the header's own. */
  readonly line: number;

  constructor(file: string, header: readonly string[], line: number, cells: readonly string[]) {
    this.#file = file;
    this.#header = header;
    this.#cells = cells;
    this.line = line;
  }

  /** Text of a cell; "" where there is no such column. */
  text(position: number): string {
    return (this.#cells[position] ?? "").trim();
  }

  /** A name. @throws InputProblem when there is none */
  name(position: number): string {
    const text = this.text(position);
    if (text === "") throw this.flaw(position, "this is empty, expected a name");
    return text;
  }

  /** A number of at least 0; a decimal comma will do. @throws InputProblem for anything else */
  amount(position: number, unit: string): number {
    const text = this.text(position);
    const amount = AMOUNT.test(text) ? Number(text.replace(",", ".")) : NaN;
    if (amount >= 0 && amount < Infinity) return amount;
    throw this.flaw(position, `found "${text}", expected a number of ${unit}, at least 0`);
  }

  /**
   * A time: `05:30`, `25:10`, `-00:41` of a service day, or `2026-03-02 05:30:00`.
   * @throws InputProblem for anything else
   */
  time(position: number): FileTime {
    const text = this.text(position);
    const match = TIME.exec(text);
    const [, date = null, sign = "", hours = "", minutes = "", seconds = "0"] = match ?? [];
    const isOddDate = date !== null && (!isDate(date) || sign === "-" || Number(hours) > 23);
    if (match === null || isOddDate) {
      const expected = "expected a time like 05:30, 25:10, -00:41 or 2026-03-02 05:30:00";
      throw this.flaw(position, `found "${text}", ${expected}`);
    }
    const size = Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
    return { date, minutes: sign === "-" ? -size : size };
  }

  /** @throws InputProblem unless there are as many cells as the header has */
  checkLength(): void {
    const found = this.#cells.length;
    const expected = this.#header.length;
    if (found === expected) return;
    throw this.flaw(
      Math.min(found, expected) - 1,
      `found ${found} cells, expected ${expected} as in the header`,
    );
  }

  /** What is wrong with a cell. */
  flaw(position: number, message: string, mend?: string): InputProblem {
    const before = this.#cells.slice(0, Math.max(0, position));
    const column = 1 + before.reduce((sum, cell) => sum + cell.length + 1, 0);
    return new InputProblem({
      place: { file: this.#file, line: this.line, column, path: this.#header[position] },
      message,
      mend,
    });
  }
}

function isDate(date: string): boolean {
  const atMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(date);
}
