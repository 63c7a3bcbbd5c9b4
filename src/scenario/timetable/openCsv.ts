import { CsvError, parse, type Parser } from "csv-parse";
import type { Files } from "../files.ts";
import { InputProblem } from "../inputProblem.ts";
import { decodedText } from "./decodedText.ts";
import { Row, type Sheet } from "./row.ts";

/** A CSV file being read: what its header means, then its rows. */
export interface CsvFile<T> {
  readonly columns: T;
  readonly rows: AsyncIterable<Row>;
}

const BEYOND_BLANK = /\S/;

/** A row longer than this is no row of a timetable. */
const MAX_ROW_CHARACTERS = 100_000;

/**
 * Opens a CSV file: UTF-8 with or without byte-order mark, separated by comma,
 * semicolon or tab, whichever the first line has most of. Rows are read as they
 * are asked for, so that a file may be larger than memory; rows without any text
 * are skipped.
 *
 * @param understand what the names in the header mean; what it throws ends the reading
 * @throws InputProblem, here or while rows are read
 */
export async function openCsv<T>(
  files: Files,
  path: string,
  understand: (header: readonly string[]) => T,
): Promise<CsvFile<T>> {
  const texts = decodedText(files, path);
  const { head, delimiter } = await firstLine(path, texts);
  const records = parsed(path, head, delimiter, texts);
  try {
    const first = await records.next();
    if (first.done === true) {
      throw new InputProblem({
        place: { file: path },
        message: "the file is empty",
        mend: "it needs a header line and at least one row",
      });
    }
    const header = first.value.cells.map((cell) => cell.trim());
    const sheet: Sheet = { file: path, header, hasDecimalComma: delimiter !== "," };
    return { columns: understand(header), rows: rowsOf(sheet, records) };
  } catch (error) {
    await records.return(undefined);
    throw error;
  }
}

/** A line of a file as the parser gives it. */
interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

async function* rowsOf(sheet: Sheet, records: AsyncGenerator<CsvRecord>): AsyncGenerator<Row> {
  for await (const { line, cells } of records) yield new Row(sheet, line, cells);
}

async function* parsed(
  path: string,
  head: string,
  delimiter: string,
  texts: AsyncIterable<string>,
): AsyncGenerator<CsvRecord> {
  // Every line makes a record, blank ones too: so lines can be counted, which the parser does slowly.
  const parser = parse({
    bom: true,
    delimiter,
    max_record_size: MAX_ROW_CHARACTERS,
    relax_column_count: true,
  });
  const fed = feed(parser, head, texts);
  let line = 1;
  let records = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (cells.some((cell) => BEYOND_BLANK.test(cell))) yield { line, cells };
      line += 1 + breaksIn(cells);
      records++;
    }
    await fed;
  } catch (error) {
    throw error instanceof CsvError ? csvProblem(path, error, line - records) : error;
  } finally {
    parser.destroy();
    await fed;
  }
}

/** Line breaks within quoted cells. */
function breaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => (cell.includes("\n") ? sum + count(cell, "\n") : sum), 0);
}

/** Writes text into the parser as fast as its rows are taken out. */
async function feed(parser: Parser, head: string, texts: AsyncIterable<string>): Promise<void> {
  let wake: (() => void) | null = null;
  parser.on("drain", () => wake?.()).on("close", () => wake?.());
  try {
    parser.write(head);
    for await (const text of texts) {
      if (parser.destroyed) return;
      if (text === "" || parser.write(text)) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
}

/** Enough text to hold the first line, and what separates its cells. */
async function firstLine(
  path: string,
  texts: AsyncGenerator<string>,
): Promise<{ head: string; delimiter: string }> {
  let head = "";
  while (!head.includes("\n") && head.length < MAX_ROW_CHARACTERS) {
    const next = await texts.next();
    if (next.done === true) break;
    head += next.value;
  }
  if (head.length >= MAX_ROW_CHARACTERS && !head.slice(0, MAX_ROW_CHARACTERS).includes("\n")) {
    throw new InputProblem({
      place: { file: path, line: 1 },
      message: `found a first line of over ${MAX_ROW_CHARACTERS} characters`,
      mend: "is it really a CSV file?",
    });
  }
  const line = head.slice(0, head.indexOf("\n") < 0 ? undefined : head.indexOf("\n"));
  const delimiter = [",", ";", "\t"].toSorted(
    (a, b) => count(line, b) - count(line, a),
  )[0] as string;
  return { head, delimiter };
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** What the parser has against a row, said for people. */
const words: Readonly<Record<string, readonly [message: string, mend: string]>> = {
  CSV_INVALID_CLOSING_QUOTE: [
    "found text after a closing quote",
    'write a quote within a quoted cell twice: ""',
  ],
  INVALID_OPENING_QUOTE: [
    "found a quote amidst a cell",
    'put the whole cell in quotes, and write the quote within it twice: ""',
  ],
  CSV_QUOTE_NOT_CLOSED: ["found a quote that is never closed", "close it, or take it away"],
  CSV_MAX_RECORD_SIZE: [
    `found a row of over ${MAX_ROW_CHARACTERS} characters`,
    "is a quote in it never closed?",
  ],
};

/** @param ahead how far lines are ahead of rows, for faults that show only lines later */
function csvProblem(path: string, error: CsvError, ahead: number): InputProblem {
  const { code, lines, records = 0 } = error as CsvError & { lines?: number; records?: number };
  const [message, mend] = words[code] ?? ["this is no CSV", "look at its quotes"];
  const isWithinLine = code === "CSV_INVALID_CLOSING_QUOTE" || code === "INVALID_OPENING_QUOTE";
  const line = isWithinLine ? lines : records + ahead;
  return new InputProblem({ place: { file: path, line }, message, mend });
}
