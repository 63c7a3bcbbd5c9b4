import { checkRunDirectory, type FileStore, fillRunDirectory } from "../record/index.ts";
import { finishStudy } from "./finishStudy.ts";
import type { RowReport } from "./rowReport.ts";
import { lineOf, rowsOf, RUNS } from "./rowsOf.ts";
import { RowsInOrder } from "./rowsInOrder.ts";
import { placesOf, runKey, type RunPlan } from "./runPlan.ts";
import { bareRow, type RunRow } from "./runRow.ts";
import type { StudyManifest } from "./studyManifest.ts";

/** Text is written in pieces of about this size. */
const PIECE = 1 << 16;

/**
 * The folder of many runs while it is filled. Rows stand in it in the order of the plan; what a run before has
 * left there is kept where it fits, so that a study goes on where it was cut off.
 */
export class StudyFolder {
  readonly #store: FileStore;
  readonly #path: string;
  readonly #manifest: StudyManifest;
  readonly #inOrder: RowsInOrder;
  readonly #expected: number;
  /** Places still to be done, in order. */
  readonly todo: readonly number[];
  /** One write after another. */
  #written: Promise<void> = Promise.resolve();

  private constructor(
    store: FileStore,
    path: string,
    manifest: StudyManifest,
    { inOrder, done, places }: Kept,
  ) {
    this.#store = store;
    this.#path = path;
    this.#manifest = manifest;
    this.#inOrder = inOrder;
    this.#expected = places.length;
    this.todo = places.filter((place) => !done.has(place));
  }

  /**
   * Opens a folder for a plan. @param kept hears each row that was there before
   * @throws ForeignFolder, or what the store throws
   */
  static async open(
    store: FileStore,
    path: string,
    plan: RunPlan,
    manifest: StudyManifest,
    kept: (row: RunRow) => void,
  ): Promise<StudyFolder> {
    await checkRunDirectory(store, path);
    const places = placesOf(plan, manifest.study.shard);
    const before = { inOrder: new RowsInOrder(places), done: new Set<number>(), places };
    await fillRunDirectory(store, path, manifest, async (fresh) => {
      const file = store.join(fresh, RUNS);
      await store.write(file, "");
      let text = "";
      for await (const [place, row] of rowsThatFit(store, path, plan, places)) {
        if (before.done.has(place)) continue;
        before.done.add(place);
        kept(row);
        text += before.inOrder.add(place, lineOf(row)).join("");
        if (text.length < PIECE) continue;
        await store.append(file, text);
        text = "";
      }
      if (text !== "") await store.append(file, text);
    });
    return new StudyFolder(store, path, manifest, before);
  }

  /** Takes rows in any order. @throws what the store throws */
  async add(rows: readonly RunRow[]): Promise<void> {
    await this.#append(rows.flatMap((row) => this.#inOrder.add(row.run - 1, lineOf(row))));
  }

  /** Writes what waits behind runs that were not done, and all that follows from the rows. */
  async finish(report: RowReport): Promise<void> {
    await this.#append(this.#inOrder.rest());
    await finishStudy(this.#store, this.#path, this.#manifest, this.#expected, report);
  }

  async #append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return this.#written;
    const file = this.#store.join(this.#path, RUNS);
    const next = this.#written.then(() => this.#store.append(file, lines.join("")));
    // Whoever added the rows hears of a failure.
    this.#written = next.catch(() => {});
    return next;
  }
}

/** What a folder holds already. */
interface Kept {
  readonly inOrder: RowsInOrder;
  readonly done: ReadonlySet<number>;
  /** All that belong there. */
  readonly places: readonly number[];
}

/** The good rows of a folder that this plan asks for, too, and their places in it. */
async function* rowsThatFit(
  store: FileStore,
  folder: string,
  plan: RunPlan,
  places: readonly number[],
): AsyncGenerator<[number, RunRow]> {
  if (!((await store.list(folder)) ?? []).includes(RUNS)) return;
  const placeOf = new Map(places.map((place) => [runKey(plan, plan.jobs[place]!), place]));
  for await (const { row } of rowsOf(store, folder)) {
    const place = row?.ok === true ? placeOf.get(row.key) : undefined;
    if (row === null || place === undefined) continue;
    const job = plan.jobs[place]!;
    // Named and found elsewhere, perhaps, and yet the same run.
    yield [place, { ...row, ...bareRow(place + 1, row.key, plan.variants[job.variant]!, job) }];
  }
}
