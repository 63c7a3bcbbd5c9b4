import type { Origin } from "./provenance.ts";
import type { Path } from "./readDocument.ts";
import { yamlText } from "./yamlText.ts";

/** What people's terminals show of a line. */
const COLUMNS = 80;

/** Comments begin no further right than this, unless the line itself is longer. */
const MOST_COLUMN = 56;

/** A line of YAML, and the value that stands in it; null: only what is below it has any. */
interface Line {
  readonly text: string;
  readonly path: Path | null;
}

type OriginOf = (path: Path) => Origin;

/** Writes plain values as YAML; each line that holds a value says where it comes from. */
export function annotatedYaml(value: object, originOf: OriginOf): string {
  const lines = linesOf(value, [], originOf);
  const files = new Set<string>();
  for (const { path } of lines) {
    const origin = path === null ? null : originOf(path);
    if (origin?.from === "file") files.add(origin.file);
  }
  const shortOf = shortNames([...files]);
  const comments = lines.map(({ path }) =>
    path === null ? "" : `# ${originText(originOf(path), shortOf)}`,
  );
  const longest = Math.max(...comments.map((comment) => comment.length));
  const most = Math.min(MOST_COLUMN, COLUMNS - longest);
  const fitting = lines.map(({ text }) => text.length + 2).filter((length) => length <= most);
  const column = Math.max(0, ...fitting);
  return lines
    .map(({ text }, i) => {
      if (comments[i] === "") return `${text}\n`;
      return `${text.padEnd(column - 2)}  ${comments[i]}\n`;
    })
    .join("");
}

function originText(origin: Origin, shortOf: ReadonlyMap<string, string>): string {
  if (origin.from === "default") return "default";
  if (origin.from === "commandLine") return origin.option;
  return `${shortOf.get(origin.file)}:${origin.line}`;
}

/** Files without their folders, where that leaves no two of one name. */
function shortNames(files: readonly string[]): ReadonlyMap<string, string> {
  const bare = files.map((file) => file.split(/[\\/]/).at(-1)!);
  const isClear = new Set(bare).size === bare.length;
  return new Map(files.map((file, i) => [file, isClear ? bare[i]! : file]));
}

function linesOf(value: unknown, path: Path, originOf: OriginOf): Line[] {
  if (Array.isArray(value))
    return value.flatMap((item, i) => itemLines(item, [...path, i], originOf));
  return entriesOf(value).flatMap(([key, inner]) => keyLines(key, inner, [...path, key], originOf));
}

function keyLines(key: string, value: unknown, path: Path, originOf: OriginOf): Line[] {
  const text = `${yamlText(key)}:`;
  if (isOneLine(value, path, originOf)) return [{ text: `${text} ${flow(value)}`, path }];
  return [{ text, path: null }, ...indented(linesOf(value, path, originOf), "  ")];
}

function itemLines(value: unknown, path: Path, originOf: OriginOf): Line[] {
  if (isOneLine(value, path, originOf)) return [{ text: `- ${flow(value)}`, path }];
  const [first, ...rest] = linesOf(value, path, originOf);
  return [{ text: `- ${first!.text}`, path: first!.path }, ...indented(rest, "  ")];
}

function indented(lines: readonly Line[], by: string): Line[] {
  return lines.map(({ text, path }) => ({ text: by + text, path }));
}

/** A plain value, an empty one, or a list of plain ones that is short and comes from one place. */
function isOneLine(value: unknown, path: Path, originOf: OriginOf): boolean {
  if (entriesOf(value).length === 0) return true;
  if (!Array.isArray(value) || flow(value).length > MOST_COLUMN / 2) return false;
  const place = placeText(originOf(path));
  return value.every((item, i) => {
    const at = [...path, i];
    return placeText(originOf(at)) === place && isOneLine(item, at, originOf);
  });
}

function placeText(origin: Origin): string {
  return origin.from === "file" ? `file ${origin.file}` : origin.from;
}

/** A value that is plain, or a list, or empty, in one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  return typeof value === "object" && value !== null ? "{}" : yamlText(value);
}

function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).filter(([, inner]) => inner !== undefined);
}
