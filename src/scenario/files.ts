/** Read access to files, given from outside. */
export interface Files {
  /**
   * A whole file.
   * @throws FileTrouble when it cannot be read or is larger than `maxBytes`
   */
  readBytes(path: string, maxBytes: number): Promise<Uint8Array>;
  /** A file piece by piece; throws as readBytes does, in the midst of reading too. */
  readChunks(path: string): AsyncIterable<Uint8Array>;
  /** A path as seen from the folder of another file, or from the working directory. */
  resolve(path: string, besideFile: string | null): string;
  /** The other way round: how a file beside another names the path. */
  seenFrom(path: string, besideFile: string): string;
}

/** A file that cannot be read, and why, in words. */
export class FileTrouble extends Error {
  readonly path: string;
  /** Whether there is no such file, which is no trouble where one need not be. */
  readonly isMissing: boolean;

  constructor(path: string, why: string, isMissing = false) {
    super(why);
    this.name = "FileTrouble";
    this.path = path;
    this.isMissing = isMissing;
  }
}
