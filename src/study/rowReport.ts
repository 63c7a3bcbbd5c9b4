import type { RunRow } from "./runRow.ts";

/** What is made of the rows of a study when they are all there. */
export interface RowReport {
  /** Hears every row, in the order of the plan. */
  add(row: RunRow): void;
  /** Then: files for its folder, by name. */
  files(): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}
