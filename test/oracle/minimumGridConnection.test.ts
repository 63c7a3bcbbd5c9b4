import { describe, expect, it } from "vitest";
import { PowerTree } from "../../src/physics/index.ts";
import { type EnergyWindow, networkOf, smallestPeak } from "../../src/planning/index.ts";
import { blockTable } from "../support/blockTable.ts";
import { hasSharedData, sharedJson } from "../support/sharedData.ts";

const HOUR_MS = 3_600_000;
const RATE_KW = 150;
const AFTER_LAST_MS = 8 * HOUR_MS;

interface Row {
  readonly csv: string;
  readonly step_min: number;
  readonly efficiency: number;
  readonly min_constant_limit_kw: number;
  readonly sessions: number;
}

const rows = hasSharedData
  ? sharedJson<{ rows: Row[] }>("peer-cases/minimum_grid_connection.json").rows.filter(
      ({ csv }) => !csv.includes("50x7"),
    )
  : [];

describe.skipIf(!hasSharedData)("the smallest connection of a block table", () => {
  it.each(rows)(
    "$csv at efficiency $efficiency: not above the slots of $step_min min, and close",
    (row) => {
      const windows = windowsOf(row);
      expect(windows).toHaveLength(row.sessions);
      const edges = windows.flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
      const net = networkOf(
        windows,
        {
          fromMs: Math.min(...edges),
          toMs: Math.max(...edges),
          wraps: false,
          tree: new PowerTree(["site"], [-1]),
          freeKw: [() => Infinity],
          baseLoadKw: () => 0,
          stepsMs: [],
          meanOverMs: 0,
        },
        Infinity,
      )!;
      const { peakKw, unmetKwh } = smallestPeak(net);
      expect(unmetKwh).toBe(0);
      expect(peakKw).toBeLessThanOrEqual(row.min_constant_limit_kw + 0.05);
      expect(peakKw).toBeGreaterThan(0.97 * row.min_constant_limit_kw);
    },
  );
});

/** Every stay after a block, until the bus's next one; the last ends 8 h after its rounded arrival. */
function windowsOf({ csv, step_min, efficiency }: Row): EnergyWindow[] {
  const stepMs = step_min * 60_000;
  return [...blockTable(csv.replace("bench/", "peer-bench/")).values()].flatMap((blocks) =>
    blocks.map((block, i): EnergyWindow => {
      const fromMs = block.arriveAtMs;
      const next = blocks[i + 1];
      return {
        fromMs,
        toMs:
          next === undefined
            ? Math.ceil(fromMs / stepMs) * stepMs + AFTER_LAST_MS
            : next.departAtMs,
        needKwh: block.energyKwh / efficiency,
        capKw: RATE_KW,
        node: 0,
        stockKwh: 0,
        before: -1,
        carryKwh: 0,
      };
    }),
  );
}
