import {
  checkRunDirectory,
  type FileStore,
  fillRunDirectory,
  type Manifest,
} from "../../record/index.ts";
import { lineOf, rowsOf, RUNS } from "../rowsOf.ts";
import type { RunRow } from "../runRow.ts";

/** The folder of a size while it is sought: every night is written as it is known, and kept for the next time. */
export class SizeFolder {
  readonly #store: FileStore;
  readonly #path: string;
  /** Good rows that were there before. */
  readonly kept: readonly RunRow[];
  /** One write after another. */
  #written: Promise<void> = Promise.resolve();

  private constructor(store: FileStore, path: string, kept: readonly RunRow[]) {
    this.#store = store;
    this.#path = path;
    this.kept = kept;
  }

  /** @throws ForeignFolder, or what the store throws */
  static async open(store: FileStore, path: string, manifest: Manifest): Promise<SizeFolder> {
    await checkRunDirectory(store, path);
    const kept = new Map<string, RunRow>();
    if (((await store.list(path)) ?? []).includes(RUNS)) {
      for await (const { row } of rowsOf(store, path)) if (row?.ok === true) kept.set(row.key, row);
    }
    const rows = [...kept.values()];
    await fillRunDirectory(store, path, { ...manifest, complete: false }, async (fresh) => {
      await store.write(store.join(fresh, RUNS), rows.map(lineOf).join(""));
    });
    return new SizeFolder(store, path, rows);
  }

  /** Takes rows in any order. @throws what the store throws */
  async add(rows: readonly RunRow[]): Promise<void> {
    const file = this.#store.join(this.#path, RUNS);
    const next = this.#written.then(() => this.#store.append(file, rows.map(lineOf).join("")));
    // Whoever added the rows hears of a failure.
    this.#written = next.catch(() => {});
    return next;
  }
}
