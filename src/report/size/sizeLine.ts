import type { SizeProgress } from "../../study/index.ts";
import { grouped } from "../grouped.ts";
import { durationText } from "../studyLine.ts";

/** `leastLaxityFirst: between 1,400 and 1,512 · 34 runs · 20 runs/s · 3 s left`. */
export function sizeLine(progress: SizeProgress, elapsedMs: number): string {
  const { strategy, low, high, runs, runsLeft } = progress;
  const perSecond = elapsedMs > 0 ? (runs * 1000) / elapsedMs : 0;
  const parts = [
    `${strategy}: between ${grouped(low, 0)} and ${grouped(high, 0)}`,
    `${grouped(runs, 0)} runs`,
  ];
  if (perSecond > 0) {
    parts.push(`${grouped(perSecond, perSecond < 10 ? 1 : 0)} runs/s`);
    parts.push(`about ${durationText(runsLeft / perSecond)} left`);
  }
  return parts.join(" · ");
}
