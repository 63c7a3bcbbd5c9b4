import type { Files, FileTrouble } from "./files.ts";
import { InputProblem } from "./inputProblem.ts";
import { dotted, type Path, type SourceDocument } from "./readDocument.ts";
import { isOverridden } from "./withOverrides.ts";

/** Paths that a scenario names, made readable, and where each is named. */
export class NamedFiles {
  readonly #files: Files;
  readonly #source: SourceDocument;
  readonly #settings: readonly string[];
  /** What each file was named by, and what each setting names. */
  readonly #named = new Map<string, Path>();
  readonly #paths = new Map<string, string>();

  constructor(files: Files, source: SourceDocument, settings: readonly string[]) {
    this.#files = files;
    this.#source = source;
    this.#settings = settings;
  }

  /** A path in a file is seen from that file, one from the command line from where we stand. */
  readonly resolve = (setting: Path, named: string): string => {
    const isOurs = isOverridden(this.#settings, dotted(setting));
    const resolved = this.#files.resolve(named, isOurs ? null : this.#source.placeOf(setting).file);
    this.#named.set(resolved, setting);
    this.#paths.set(dotted(setting), resolved);
    return resolved;
  };

  /** The file that a setting names, as seen from where we stand; undefined: it names none. */
  at(setting: Path): string | undefined {
    return this.#paths.get(dotted(setting));
  }

  /** What to say of a file that cannot be read: which, why, and who names it. */
  problem({ path, message }: FileTrouble): InputProblem {
    const setting = this.#named.get(path);
    if (setting === undefined) return new InputProblem({ place: { file: path }, message });
    const isOurs = isOverridden(this.#settings, dotted(setting));
    return new InputProblem({
      place: this.#source.placeOf(setting),
      message: `found ${path}: ${message}`,
      mend: isOurs
        ? "a path after --set is seen from where you stand"
        : "a path in a scenario is seen from the scenario's folder",
    });
  }
}
