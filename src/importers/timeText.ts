import type { FileTime } from "../operations/index.ts";

/** `05:30`, `25:10`, `-00:41`, `2026-03-02 05:30`; seconds where there are some. */
export function timeText({ date, minutes }: FileTime): string {
  const seconds = Math.round(Math.abs(minutes) * 60);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (parts[2] === 0) parts.pop();
  const clock = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return `${date === null ? "" : `${date} `}${minutes < 0 ? "-" : ""}${clock}`;
}
