import type { Controller, ControlView } from "../../control/index.ts";
import type { PointId } from "../../messages/index.ts";
import { type JournalFiles, readJournal, readSnapshot, snapshotsIn } from "../../record/index.ts";
import type { TwinSnapshot } from "../twinSnapshot.ts";

/** What a charge management believes at an instant. Plain JSON. */
export interface Belief {
  readonly view: ControlView;
  /** Points with a session and since when, in the order of connecting. */
  readonly connected: readonly { readonly pointId: PointId; readonly sinceMs: number }[];
}

/**
 * What the controller of a twin believed when its journal ended, however that came.
 * @param controller before anything has happened
 * @throws DamagedJournal, ForeignJournal
 */
export function beliefIn(controller: Controller, files: JournalFiles): Belief {
  const newest = snapshotsIn(files.list())
    .map((seq) => readSnapshot(files, seq))
    .find((snapshot) => snapshot !== null);
  const saved = newest?.state as TwinSnapshot | undefined;
  if (saved !== undefined) controller.restore(saved.simulation.management.controller);
  let atMs = saved?.simulation.engine.nowMs ?? 0;
  for (const record of readJournal(files).records) {
    if (record.seq <= (newest?.seq ?? 0)) continue;
    ({ atMs } = record);
    if (record.entry.kind === "observation") controller.step(record.entry.observation, () => {});
  }
  return beliefOf(controller, atMs);
}

/** What a controller believes at an instant. */
export function beliefOf(controller: Pick<Controller, "view" | "snapshot">, atMs: number): Belief {
  const { sessions } = controller.snapshot();
  return {
    view: controller.view(atMs),
    connected: sessions.map(({ connected }) => ({
      pointId: connected.pointId,
      sinceMs: connected.atMs,
    })),
  };
}
