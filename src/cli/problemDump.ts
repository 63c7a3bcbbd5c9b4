import type { PlanningProblem } from "../messages/index.ts";
import { canonicalJson } from "../planning/index.ts";
import {
  checkRunDirectory,
  type FileStore,
  ForeignFolder,
  type Manifest,
  writeRunDirectory,
} from "../record/index.ts";
import { UsageProblem } from "./tellFailure.ts";

/** Digits of a problem's number in its file's name. */
const DIGITS = 4;

/**
 * The planning problems of a run, written as files for `busbar plan` when it ends: NAME-0001.json and on, in a
 * folder that follows the rules of a run folder.
 */
export class ProblemDump {
  readonly #store: FileStore;
  readonly #folder: string;
  readonly #name: string;
  readonly #texts: string[] = [];

  constructor(store: FileStore, folder: string, name: string) {
    this.#store = store;
    this.#folder = folder;
    this.#name = name;
  }

  /** Before the run: whether the folder may be replaced when it ends. @param out where results go */
  async check(out: string): Promise<void> {
    const [dump, results] = [this.#folder, out].map((path) => this.#store.join(path, "x"));
    const isWithin = results!.startsWith(dump!.slice(0, -1));
    if (isWithin) {
      throw new UsageProblem(
        `--dump-problems: found ${this.#folder}, where the results go, expected another folder`,
      );
    }
    try {
      await checkRunDirectory(this.#store, this.#folder);
    } catch (error) {
      if (!(error instanceof ForeignFolder)) throw error;
      throw new UsageProblem(`--dump-problems: ${error.message}, expected another folder`);
    }
  }

  readonly add = (problem: PlanningProblem): void => {
    this.#texts.push(`${canonicalJson(problem)}\n`);
  };

  /** @returns how many there are */
  async write(manifest: Manifest): Promise<number> {
    const files = this.#texts.map((text, i) => [
      `${this.#name}-${String(i + 1).padStart(DIGITS, "0")}.json`,
      text,
    ]);
    await writeRunDirectory(this.#store, this.#folder, manifest, Object.fromEntries(files));
    return files.length;
  }
}
