/** Where in a journal something is wrong. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** First byte of that line, from 0. */
  readonly atByte: number;
}

/** A journal that is not as it was written, where, and what to do. */
export class DamagedJournal extends Error {
  override readonly name = "DamagedJournal";
  readonly place: Place;

  /** @param mend what people can do; by default what always helps */
  constructor(place: Place, found: string, mend = MEND) {
    super(`${place.file}:${place.line} (byte ${place.atByte}): ${found}; ${mend}`);
    this.place = place;
  }
}

const MEND =
  "put back a copy of that file, or move the folder away and begin a new journal " +
  "(busbar inspect shows what is whole)";
