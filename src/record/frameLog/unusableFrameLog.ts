import type { FrameLogReader } from "./frameLogReader.ts";

/** A frame log that cannot be gone on with, why, and what to do. */
export class UnusableFrameLog extends Error {
  override readonly name = "UnusableFrameLog";
}

/** @throws UnusableFrameLog unless more can be written to it */
export function checkUsable(file: string, { header, damage, isEnded }: FrameLogReader): void {
  const [first] = damage;
  if (first !== undefined) {
    const place = `${file}:${first.line} (byte ${first.atByte})`;
    throw new UnusableFrameLog(`${place}: ${first.found}; record into another file`);
  }
  if (header?.chain === undefined || header.clock.startMs === undefined) {
    throw new UnusableFrameLog(`${file} is no frame log of busbar; record into another file`);
  }
  if (isEnded) throw new UnusableFrameLog(`${file} is complete; record into another file`);
}
