/** A folder that a report cannot be made from, and why. */
export class UnreadableRun extends Error {
  override readonly name = "UnreadableRun";
}
