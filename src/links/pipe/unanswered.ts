import type { Command, Observation, PointId } from "../../messages/index.ts";

/** What was asked and no device has answered: of each point the newest. */
export class Unanswered {
  readonly #byPoint = new Map<PointId, Command>();

  /** In the order in which it was asked. */
  get all(): Command[] {
    return [...this.#byPoint.values()].toSorted((a, b) => a.commandId - b.commandId);
  }

  asked(command: Command): void {
    if ("pointId" in command) this.#byPoint.set(command.pointId, command);
  }

  heard(said: Observation): void {
    if (said.kind !== "commandResult") return;
    const asked = this.#byPoint.get(said.pointId);
    if (asked?.commandId === said.commandId) this.#byPoint.delete(said.pointId);
  }

  restore(saved: readonly Command[]): void {
    this.#byPoint.clear();
    for (const command of saved) this.asked(command);
  }
}
