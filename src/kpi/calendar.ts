/** How instants are written: in the depot's zone, and by the day people count them to. */
export interface Calendar {
  /** ISO 8601 with offset. */
  iso(atMs: number): string;
  /** The date of the clocks, `2026-03-02`. */
  date(atMs: number): string;
  /** The service day an instant belongs to, `2026-03-02`. */
  serviceDay(atMs: number): string;
}
