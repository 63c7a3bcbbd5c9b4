import { grouped } from "../grouped.ts";
import { durationText } from "../studyLine.ts";

/** `2026-03-10 15:00:00 to 2026-03-11 05:30:00 UTC, 14 h 30 min`. */
export function spanText(fromMs: number, toMs: number): string {
  const seconds = Math.max(0, toMs - fromMs) / 1000;
  return `${instant(fromMs)} to ${instant(toMs)} UTC, ${durationText(seconds)}`;
}

/** `, 14.2 a minute`; nothing of a span too short to say. */
export function rateText(count: number, fromMs: number, toMs: number): string {
  const minutes = (toMs - fromMs) / 60_000;
  return minutes > 0 ? `, ${grouped(count / minutes, 1)} a minute` : "";
}

function instant(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace("T", " ");
}
