import type { FileTime } from "../../operations/index.ts";
import { InputProblem } from "../inputProblem.ts";
import { fileTime } from "./fileTime.ts";

const AMOUNT = /^\+?\d*[.,]?\d+([eE][+-]?\d+)?$/;

/** Beyond any distance of a block, or energy, or power. */
const MOST = 1_000_000;

/** The file that rows are of. */
export interface Sheet {
  readonly file: string;
  readonly header: readonly string[];
  /** Whether a number may have a comma for its point. */
  readonly hasDecimalComma: boolean;
}

/** One row of a CSV file, whose cells are read by position; −1 is a column it does not have. */
export class Row {
  readonly #sheet: Sheet;
  readonly #cells: readonly string[];
  /** From 1, the header's own. */
  readonly line: number;

  constructor(sheet: Sheet, line: number, cells: readonly string[]) {
    this.#sheet = sheet;
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

  /**
   * A number of at least 0; a decimal comma will do where cells are not separated by commas.
   * @throws InputProblem for anything else
   */
  amount(position: number, unit: string, most = MOST): number {
    const text = this.text(position);
    const isClear = this.#sheet.hasDecimalComma || !text.includes(",");
    const amount = isClear && AMOUNT.test(text) ? Number(text.replace(",", ".")) : NaN;
    if (amount >= 0 && amount <= most) return amount;
    throw this.flaw(
      position,
      `${found(text)}, expected a number of ${unit}, 0 to ${most}`,
      /,|\..*\./.test(text) ? "write a decimal point, and no separator of thousands" : undefined,
    );
  }

  /**
   * A time: `05:30`, `25:10`, `-00:41` of a service day, or `2026-03-02 05:30:00`.
   * @throws InputProblem for anything else
   */
  time(position: number): FileTime {
    const text = this.text(position);
    const time = fileTime(text);
    if (time !== null) return time;
    const expected = "expected a time like 05:30, 25:10, -00:41 or 2026-03-02 05:30:00";
    throw this.flaw(position, `${found(text)}, ${expected}`);
  }

  /** @throws InputProblem unless there are as many cells as the header has */
  checkLength(): void {
    const cells = this.#cells.length;
    const expected = this.#sheet.header.length;
    if (cells === expected) return;
    throw this.flaw(
      Math.min(cells, expected) - 1,
      `found ${cells} ${cells === 1 ? "cell" : "cells"}, expected ${expected} as in the header`,
      cells > expected ? "put a cell that holds the separator in quotes" : undefined,
    );
  }

  /** What is wrong with a cell. */
  flaw(position: number, message: string, mend?: string): InputProblem {
    const { file, header } = this.#sheet;
    const before = this.#cells.slice(0, Math.max(0, position));
    const column = 1 + before.reduce((sum, cell) => sum + cell.length + 1, 0);
    return new InputProblem({
      place: { file, line: this.line, column, path: header[position] },
      message,
      mend,
    });
  }
}

/** A cell as people see it, not too long. */
function found(text: string): string {
  if (text === "") return "found an empty cell";
  return `found "${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`;
}
