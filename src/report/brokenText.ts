import type { BrokenAssertion } from "../study/index.ts";
import { grouped } from "./grouped.ts";

/** `12 of 200 nights break site.peak15Kw <= 900`. @param done nights that were done */
export function brokenText({ assertion, nights }: BrokenAssertion, done: number): string {
  const some = `${grouped(nights, 0)} of ${grouped(done, 0)} nights`;
  return `${some} ${nights === 1 ? "breaks" : "break"} ${assertion}`;
}
