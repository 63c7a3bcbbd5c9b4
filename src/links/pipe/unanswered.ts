import type { Command, Observation } from "../../messages/index.ts";

/** What was asked and no device has answered: of each point the newest limit, and the newest care for a cabin. */
export class Unanswered {
  readonly #bySubject = new Map<string, Command>();

  /** In the order in which it was asked. */
  get all(): Command[] {
    return [...this.#bySubject.values()].toSorted((a, b) => a.commandId - b.commandId);
  }

  asked(command: Command): void {
    if ("pointId" in command) this.#bySubject.set(subjectOf(command), command);
  }

  heard(said: Observation): void {
    if (said.kind !== "commandResult") return;
    for (const [subject, { commandId }] of this.#bySubject) {
      if (commandId === said.commandId) this.#bySubject.delete(subject);
    }
  }

  restore(saved: readonly Command[]): void {
    this.#bySubject.clear();
    for (const command of saved) this.asked(command);
  }
}

/** What a later command takes the place of an earlier one for. */
function subjectOf({ kind, pointId }: Extract<Command, { pointId: unknown }>): string {
  return `${kind === "precondition" ? "cabin" : "flow"} ${pointId}`;
}
