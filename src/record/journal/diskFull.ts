/** There is no room on the disk for what was to be written. */
export class DiskFull extends Error {
  override readonly name = "DiskFull";
  /** As the system calls it. */
  readonly code = "ENOSPC";

  /** @param file what was written to */
  constructor(file: string, options?: ErrorOptions) {
    super(`ENOSPC: no space left, write '${file}'`, options);
  }
}
