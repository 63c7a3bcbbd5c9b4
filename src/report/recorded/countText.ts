import { grouped } from "../grouped.ts";

/** `1 frame`, `2 frames`. */
export function countText(count: number, one: string): string {
  return `${grouped(count, 0)} ${one}${count === 1 ? "" : "s"}`;
}
