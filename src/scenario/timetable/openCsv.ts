import { parse, type CsvError } from "csv-parse";
import type { Files } from "../files.ts";
import { InputProblem } from "../inputProblem.ts";
import { Row } from "./row.ts";

/** A CSV file being read: its header, then its rows. */
export interface CsvFile {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<Row>;
}

/** A line longer than this is no line of a timetable. */
const MAX_LINE_CHARACTERS = 100_000;

/**
 * Opens a CSV file: UTF-8 with or without byte-order mark, separated by comma,
 * semicolon or tab, whichever the first line has most of. Rows are read as they
 * are asked for, so that a file may be larger than memory.
 *
 * @throws InputProblem, here or while rows are read
 */
export async function openCsv(files: Files, path: string): Promise<CsvFile> {
  const records = parsed(path, decoded(files, path));
  const first = await records.next();
  if (first.done === true) {
    throw new InputProblem({
      place: { file: path },
      message: "the file is empty",
      mend: "it needs a header line and at least one row",
    });
  }
  const header = first.value.cells.map((cell) => cell.trim());
  return { header, rows: rowsOf(path, header, records) };
}

/** A line of a file as the parser gives it. */
interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

async function* rowsOf(
  path: string,
  header: readonly string[],
  records: AsyncGenerator<CsvRecord>,
): AsyncGenerator<Row> {
  for await (const { line, cells } of records) yield new Row(path, header, line, cells);
}

async function* decoded(files: Files, path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for await (const chunk of files.readChunks(path)) {
    try {
      if (chunk.includes(0)) throw new TypeError("a zero byte is no text");
      const text = decoder.decode(chunk, { stream: true });
      yield text;
      line += text.split("\n").length - 1;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new InputProblem({
        place: { file: path, line: line + linesBeforeFault(chunk) },
        message: "found bytes that are no UTF-8 text",
        mend: "is it really a CSV file? If so, save it as UTF-8",
      });
    }
  }
}

/** How many whole lines of a piece can be read before the one that cannot. */
function linesBeforeFault(chunk: Uint8Array): number {
  let lines = 0;
  for (let start = 0; ; lines++) {
    const end = chunk.indexOf(10, start);
    const line = chunk.subarray(start, end < 0 ? chunk.length : end);
    const isText = !line.includes(0) && !new TextDecoder().decode(line).includes("\ufffd");
    // A piece may begin amidst a character; that alone makes its first line no fault.
    if ((!isText && lines > 0) || end < 0) return lines;
    if (!isText && line.includes(0)) return lines;
    start = end + 1;
  }
}

async function* parsed(path: string, texts: AsyncGenerator<string>): AsyncGenerator<CsvRecord> {
  const { head, delimiter } = await firstLine(path, texts);
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    max_record_size: MAX_LINE_CHARACTERS,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const feed = async (): Promise<void> => {
    try {
      parser.write(head);
      for await (const text of texts) {
        if (text === "" || parser.write(text)) continue;
        await new Promise<void>((resolve) => {
          const goOn = (): void => {
            parser.off("drain", goOn).off("close", goOn);
            resolve();
          };
          parser.on("drain", goOn).on("close", goOn);
        });
        if (parser.destroyed) return;
      }
      parser.end();
    } catch (error) {
      parser.destroy(error as Error);
    }
  };
  const fed = feed();
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { line: info.lines, cells: record };
    }
    await fed;
  } catch (error) {
    throw isCsvError(error) ? csvProblem(path, error) : error;
  } finally {
    parser.destroy();
  }
}

/** Enough text to hold the first line, and what separates its cells. */
async function firstLine(
  path: string,
  texts: AsyncGenerator<string>,
): Promise<{ head: string; delimiter: string }> {
  let head = "";
  while (!head.includes("\n") && head.length < MAX_LINE_CHARACTERS) {
    const next = await texts.next();
    if (next.done === true) break;
    head += next.value;
  }
  if (head.length >= MAX_LINE_CHARACTERS && !head.slice(0, MAX_LINE_CHARACTERS).includes("\n")) {
    throw new InputProblem({
      place: { file: path, line: 1 },
      message: `found a first line of over ${MAX_LINE_CHARACTERS} characters`,
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

function isCsvError(error: unknown): error is CsvError & { lines?: number } {
  return error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");
}

function csvProblem(path: string, error: CsvError & { lines?: number }): InputProblem {
  return new InputProblem({
    place: { file: path, line: error.lines },
    message: `this is not valid CSV: ${error.message}`,
    mend: "look at the quotes",
  });
}
