/** What reading a journal needs of a disk: one folder of files. */
export interface JournalFiles {
  /** Names in the folder, sorted. */
  list(): readonly string[];
  read(name: string): Uint8Array;
}

/** What writing one needs, too. Each call returns when it is done; each may throw what a disk throws. */
export interface JournalDisk extends JournalFiles {
  /** Bytes at the end of a file, which is made when there is none. @throws DiskFull, perhaps with part of them written */
  append(name: string, bytes: Uint8Array): void;
  /** Returns when all that was appended would outlive a loss of power. */
  sync(name: string): void;
  /** A whole file, as one step: before it is the old one, then the new one, and that for good. @throws DiskFull */
  replace(name: string, bytes: Uint8Array): void;
  truncate(name: string, length: number): void;
  /** Takes a file away for good. */
  remove(name: string): void;
}
