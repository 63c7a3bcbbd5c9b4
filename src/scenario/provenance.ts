import type { NamedFiles } from "./namedFiles.ts";
import { dotted, type Path, type SourceDocument } from "./readDocument.ts";
import { isIn, isOverridden } from "./withOverrides.ts";

/** Where a value of a resolved scenario comes from. */
export type Origin =
  | {
      readonly from: "file";
      readonly file: string;
      readonly line: number | undefined;
      readonly column: number | undefined;
    }
  /** `--set`, `--seed`. */
  | { readonly from: "commandLine"; readonly option: string }
  | { readonly from: "default" };

/** Tells of a resolved scenario where its values come from. */
export class Provenance {
  readonly #source: SourceDocument;
  readonly #named: NamedFiles;
  readonly #settings: readonly string[];
  readonly #hasSeed: boolean;

  /** @param hasSeed whether the command line gives the seed */
  constructor(
    source: SourceDocument,
    named: NamedFiles,
    settings: readonly string[],
    hasSeed: boolean,
  ) {
    this.#source = source;
    this.#named = named;
    this.#settings = settings;
    this.#hasSeed = hasSeed;
  }

  originOf(path: Path): Origin {
    if (this.#hasSeed && dotted(path) === "seed") return { from: "commandLine", option: "--seed" };
    if (isOverridden(this.#settings, dotted(path))) return { from: "commandLine", option: "--set" };
    if (!isIn(this.#source.value, path)) return { from: "default" };
    const { file, line, column } = this.#source.placeOf(path);
    return { from: "file", file, line, column };
  }

  /** Every plain value of a scenario, by its path, and where it comes from. */
  values(resolved: unknown): Record<string, Origin & { readonly value: unknown }> {
    const found: Record<string, Origin & { readonly value: unknown }> = {};
    const collect = (value: unknown, path: Path): void => {
      const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
      if (inner.length > 0) for (const [key, at] of inner) collect(at, [...path, key]);
      else if (value !== undefined) found[dotted(path)] = { value, ...this.originOf(path) };
    };
    collect(resolved, []);
    return found;
  }

  /** The scenario with all paths of files as seen from where we stand. */
  seenFromHere<T>(resolved: T): T {
    return this.#seen(resolved, []) as T;
  }

  #seen(value: unknown, path: Path): unknown {
    if (typeof value === "string") return this.#named.at(path) ?? value;
    if (Array.isArray(value)) return value.map((item, i) => this.#seen(item, [...path, i]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, this.#seen(inner, [...path, key])]),
    );
  }
}
