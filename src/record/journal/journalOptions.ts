/** How a journal is kept. */
export interface JournalOptions {
  /** A segment this long is followed by the next [bytes]; 8 MiB. */
  readonly segmentBytes?: number;
  /** More than this on disk, and the oldest segments go that no kept snapshot needs [bytes]; 256 MiB. */
  readonly maxBytes?: number;
  /** So many records after a snapshot the next is due; 10 000. */
  readonly snapshotEvery?: number;
  /** So much is taken in while it cannot be written [bytes]; 16 MiB. */
  readonly maxPendingBytes?: number;
  /** What the clock on the wall says; without one, records do not tell. */
  readonly wallMs?: () => number;
}
