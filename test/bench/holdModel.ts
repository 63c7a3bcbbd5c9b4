import { EventQueue } from "../../src/engine/eventQueue.ts";
import { BareHeap } from "./bareHeap.ts";
import { type Line, mediansMs } from "./measure.ts";

const PENDING = 1_000;
const HOLDS = 1_000_000;
const AIM = 0.6;

/**
 * The hold model: take the earliest event, schedule another an exponential
 * delay later; the number pending stays the same (Jones, CACM 29(4), 1986).
 */
export function holdModel(): Line[] {
  const delays = exponentialDelays();
  const [oursMs, bareMs] = mediansMs([() => ours(delays), () => bare(delays)]) as [number, number];
  const perSecond = (ms: number): number => HOLDS / ms / 1000;
  const ratio = bareMs / oursMs;
  return [
    {
      name: "event queue, 1,000 pending",
      value: perSecond(oursMs),
      unit: "million holds/s",
      against: "bare 4-ary heap",
      ratio,
      aim: `≥ ${AIM} of the bare heap`,
      reached: ratio >= AIM,
    },
  ];
}

function ours(delays: Float64Array): number {
  const queue = new EventQueue();
  queue.grow(PENDING);
  for (let slot = 0; slot < PENDING; slot++) queue.schedule(slot, delays[slot]!, 0);
  let nowMs = 0;
  for (let i = 0; i < HOLDS; i++) {
    nowMs = queue.nextAtMs();
    queue.schedule(queue.pop(), nowMs + delays[i & (delays.length - 1)]!, 0);
  }
  return nowMs;
}

function bare(delays: Float64Array): number {
  const heap = new BareHeap(PENDING);
  for (let slot = 0; slot < PENDING; slot++) heap.push(delays[slot]!, slot);
  let nowMs = 0;
  for (let i = 0; i < HOLDS; i++) {
    nowMs = heap.nextTime();
    heap.push(nowMs + delays[i & (delays.length - 1)]!, heap.pop());
  }
  return nowMs;
}

function exponentialDelays(): Float64Array {
  let state = 12_345;
  return Float64Array.from({ length: 1 << 16 }, () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return -1000 * Math.log(1 - state / 2 ** 32);
  });
}
