/** A line of a file, and where it stands. */
export interface Line {
  /** Without its line feed. */
  readonly bytes: Uint8Array;
  /** From 1. */
  readonly line: number;
  /** Its first byte, from 0. */
  readonly atByte: number;
  /** Whether there is a line feed at its end. */
  readonly isWhole: boolean;
}

const LINE_FEED = 10;

/** The lines of a file. What stands behind the last line feed is a line that is not whole. */
export function* linesOf(file: Uint8Array): Generator<Line> {
  let line = 1;
  let atByte = 0;
  while (atByte < file.length) {
    const feed = file.indexOf(LINE_FEED, atByte);
    const end = feed < 0 ? file.length : feed;
    yield { bytes: file.subarray(atByte, end), line, atByte, isWhole: feed >= 0 };
    line++;
    atByte = end + 1;
  }
}
