/** What a link does to what it carries. All 0: nothing, as if it were a function call. */
export interface LinkSpec {
  /** How long a message takes, each way [ms]. */
  readonly latencyMs: number;
  /** Up to so much longer, evenly [ms]. */
  readonly jitterMs: number;
  /**
   * Of all messages, how many are lost. A command or an answer is lost for good; what a device says
   * of its own accord is said again after `repeatMs`, until it has arrived.
   */
  readonly lossShare: number;
  /** Of all messages, how many arrive twice. */
  readonly duplicateShare: number;
  /** Of what a device says, how much is held up, and by up to how long [ms]; others may overtake it. */
  readonly reorderShare: number;
  readonly reorderMs: number;
  /** Of all limits, how many the device refuses. */
  readonly rejectShare: number;
  /** An answer takes up to so much longer [ms]. */
  readonly answerMs: number;
  /** What was lost is said again after so long [ms]. */
  readonly repeatMs: number;
  /** Nobody notices for so long that a link is dead [ms]. */
  readonly noticeMs: number;
  /** Messages each way that wait at most; what does not fit drops the oldest. */
  readonly capacity: number;
}

/** What lies between each kind of device and the controller. */
export interface LinkSpecs {
  readonly station: LinkSpec;
  readonly meter: LinkSpec;
  readonly presystem: LinkSpec;
  readonly gridOperator: LinkSpec;
}

/** As good as a function call. */
export const perfectLink: LinkSpec = {
  latencyMs: 0,
  jitterMs: 0,
  lossShare: 0,
  duplicateShare: 0,
  reorderShare: 0,
  reorderMs: 0,
  rejectShare: 0,
  answerMs: 0,
  repeatMs: 30_000,
  noticeMs: 0,
  capacity: 1000,
};
