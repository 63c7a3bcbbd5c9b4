import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../support/root.ts";

export { root };

/** One file of the house and what it imports, `import type` counted. */
export interface Source {
  /** `control/dispatch.ts`. */
  readonly name: string;
  readonly room: string;
  readonly text: string;
  readonly lines: number;
  /** Files of the house, and packages. */
  readonly imports: readonly string[];
}

export const sources: readonly Source[] = readdirSync(path.join(root, "src"), {
  recursive: true,
  withFileTypes: true,
})
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => path.relative(path.join(root, "src"), path.join(entry.parentPath, entry.name)))
  .map((name) => name.split(path.sep).join("/"))
  .toSorted()
  .map((name): Source => {
    const text = readFileSync(path.join(root, "src", name), "utf8");
    const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    return {
      name,
      room: roomOf(name),
      text,
      lines: text.split("\n").length - 1,
      imports: specifiers.map((specifier) =>
        specifier.startsWith(".")
          ? path.posix.join(path.posix.dirname(name), specifier)
          : specifier,
      ),
    };
  });

/** The folder that has a face: of protocols and drivers, each its own. */
export function roomOf(name: string): string {
  return /^(?:(?:protocols|drivers)\/)?[^/]+/.exec(name)?.[0] ?? "";
}

/** The import table of src/README.md. */
export const importTable: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  readFileSync(path.join(root, "src/README.md"), "utf8")
    .split("\n")
    .map((line) => /^\| `([\w/]+)`\s*\|.*\|([^|]+)\|$/.exec(line))
    .filter((match) => match !== null)
    .map(([, room = "", rooms = ""]) => [
      room,
      new Set(rooms.trim() === "–" ? [] : rooms.trim().split(", ")),
    ]),
);
