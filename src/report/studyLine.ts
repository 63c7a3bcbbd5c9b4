import { grouped } from "./grouped.ts";
import { kw } from "./kw.ts";

/** How far a study has come. */
export interface StudyProgress {
  /** Those that were there before included. */
  readonly done: number;
  readonly planned: number;
  readonly failed: number;
  /** Runs that were done since it began, and in what time. */
  readonly fresh: number;
  readonly elapsedMs: number;
  readonly worst: { readonly seed: number; readonly peak15Kw: number } | null;
}

/** `412/1,000 · 310 runs/s · 1 min 55 s left · 2 failed · worst peak 1,184 kW (seed 88)`. */
export function studyLine(progress: StudyProgress): string {
  const { done, planned, failed, fresh, elapsedMs, worst } = progress;
  const perSecond = elapsedMs > 0 ? (fresh * 1000) / elapsedMs : 0;
  const parts = [`${grouped(done, 0)}/${grouped(planned, 0)}`];
  if (perSecond > 0) {
    parts.push(`${grouped(perSecond, perSecond < 10 ? 1 : 0)} runs/s`);
    if (done < planned) parts.push(`${durationText((planned - done) / perSecond)} left`);
  }
  if (failed > 0) parts.push(`${grouped(failed, 0)} failed`);
  if (worst !== null) parts.push(`worst peak ${kw(worst.peak15Kw)} (seed ${worst.seed})`);
  return parts.join(" · ");
}

/** `1 min 55 s`. */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${grouped(Math.floor(whole / 3600), 0)} h ${Math.floor((whole % 3600) / 60)} min`;
}
