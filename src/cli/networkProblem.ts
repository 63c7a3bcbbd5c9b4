/** A network that would not, in words for people. */
export class NetworkProblem extends Error {
  override readonly name = "NetworkProblem";
}
