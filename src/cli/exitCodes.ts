/** What the process ends with. Documented in the README; never renumbered. */
export const exitCodes = {
  ok: 0,
  /** A fault of ours; prints what reproduces it. */
  bug: 1,
  /** Wrong words on the command line. */
  usage: 2,
  /** An input file that cannot be used. */
  invalidInput: 3,
  /** What was asked for cannot be done: a plan in which buses are short. */
  infeasible: 4,
  /** Disk, device or link. */
  failure: 5,
  /** An assertion of the scenario does not hold. */
  assertionFailed: 99,
  /** Ctrl-C; partial results are kept and marked. */
  interrupted: 130,
} as const;
