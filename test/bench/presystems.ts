import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Line } from "./measure.ts";
import { median } from "./measure.ts";
import { PresystemNight } from "./presystemNight.ts";

const POINTS = 400;
const PEERS = 4;
/** Paced, so that what is measured is no queue; in the field there are 15 s from one to the next. */
const ROUND_MS = 1000;
const PACED_ROUNDS = 40;
const ROUNDS = 240;
const CHANGED = 360;
const CHANGES = 3;
const AIM_CONFIRMED_MS = 100;
const AIM_PUBLISHED_MS = 250;
const MIB = 2 ** 20;
/** What garbage that is not collected yet may hold. */
const FLAT_MIB = 4;

/** What real presystems cost a twin: how fast they are answered, and whether it grows. */
export async function presystems(calibrationMs: number): Promise<Line[]> {
  return [...(await answered(calibrationMs)), ...(await replanned(calibrationMs))];
}

async function answered(calibrationMs: number): Promise<Line[]> {
  const night = await PresystemNight.open({
    buses: POINTS,
    peers: PEERS,
    strategy: "leastLaxityFirst",
    rules: { informationPeriodMs: ROUND_MS },
  });
  try {
    await night.do({ kind: "rounds", rounds: 5, roundMs: ROUND_MS });
    const tookMs = await night.do({ kind: "rounds", rounds: PACED_ROUNDS, roundMs: ROUND_MS });
    const sorted = tookMs.toSorted((a, b) => a - b);
    const p99Ms = sorted[Math.floor(0.99 * sorted.length)]!;
    await night.do({ kind: "rounds", rounds: ROUNDS / 10, roundMs: null });
    const beforeMib = heapMib();
    await night.do({ kind: "rounds", rounds: ROUNDS, roundMs: null });
    const grownMib = heapMib() - beforeMib;
    const who = `${PEERS} presystems of ${POINTS} requests over wss, told of ${POINTS} points each`;
    return [
      {
        name: `${who}: a list confirmed, median`,
        value: median(tookMs),
        unit: "ms",
        against: "calibration",
        ratio: median(tookMs) / calibrationMs,
        aim: null,
        reached: null,
      },
      {
        name: `${who}: a list confirmed, 99 of 100`,
        value: p99Ms,
        unit: "ms",
        against: "calibration",
        ratio: p99Ms / calibrationMs,
        aim: `< ${AIM_CONFIRMED_MS} ms`,
        reached: p99Ms < AIM_CONFIRMED_MS,
      },
      {
        name: `${who}: heap after ${ROUNDS} rounds more, without waiting`,
        value: grownMib,
        unit: "MiB",
        against: "the heap before",
        ratio: grownMib / beforeMib,
        aim: `≤ ${FLAT_MIB} MiB`,
        reached: grownMib <= FLAT_MIB,
      },
    ];
  } finally {
    await night.end();
  }
}

async function replanned(calibrationMs: number): Promise<Line[]> {
  const night = await PresystemNight.open({ buses: CHANGED, peers: 1, strategy: "balanced" });
  try {
    const tookMs: number[] = [];
    for (let change = 1; change <= CHANGES; change++) {
      const before = night.run.view().plan?.madeAtMs;
      const [ms] = await night.do({ kind: "change", earlierMin: 20 * (change % 2) });
      tookMs.push(ms!);
      if (night.run.view().plan?.madeAtMs === before) throw new Error("nothing was planned anew");
    }
    const publishedMs = median(tookMs);
    return [
      {
        name: `${CHANGED} requests changed over wss, balanced: planned anew and published`,
        value: publishedMs,
        unit: "ms",
        against: "calibration",
        ratio: publishedMs / calibrationMs,
        aim: `≤ ${AIM_PUBLISHED_MS} ms`,
        reached: publishedMs <= AIM_PUBLISHED_MS,
      },
    ];
  } finally {
    await night.end();
  }
}

/** Of this thread, without garbage. */
function heapMib(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MIB;
}
