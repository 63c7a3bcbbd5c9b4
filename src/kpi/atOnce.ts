import { mostAtOnce } from "../operations/index.ts";
import type { RunResult } from "./runResult.ts";

/** How many points, and cabinets, had a bus plugged in at the busiest moment of the window. */
export interface AtOnce {
  readonly points: number;
  readonly cabinets: number;
}

export function atOnce({ window, untilMs, stays, pointTotals }: RunResult): AtOnce {
  const cabinetOf = new Map<string, string | null>(
    pointTotals.map(({ id, cabinetId }) => [id, cabinetId]),
  );
  const endMs = Math.min(window.toMs, untilMs);
  const spells = stays.flatMap(({ pointId, pluggedInAtMs, unpluggedAtMs }) => {
    if (pointId === null || pluggedInAtMs === null) return [];
    const fromMs = Math.max(pluggedInAtMs, window.fromMs);
    const toMs = Math.min(unpluggedAtMs ?? endMs, endMs);
    return fromMs < toMs ? [{ fromMs, toMs, cabinet: cabinetOf.get(pointId) ?? null }] : [];
  });
  const cabinets = new Set(spells.flatMap(({ cabinet }) => cabinet ?? []));
  const inUse = [...cabinets].map((id) => joined(spells.filter(({ cabinet }) => cabinet === id)));
  return { points: mostAtOnce(spells), cabinets: mostAtOnce(inUse.flat()) };
}

interface Spell {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Spells that overlap or touch, as one. */
function joined(spells: readonly Spell[]): Spell[] {
  const list: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of spells.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = list.at(-1);
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else list.push({ fromMs, toMs });
  }
  return list;
}
