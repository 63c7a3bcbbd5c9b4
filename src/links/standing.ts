import { type Observation, observation } from "../messages/index.ts";

/** What a message says last decides alone; null: it tells of something that is over as it is said. */
function subjectOf(said: Observation): string | null {
  switch (said.kind) {
    case "connected":
    case "disconnected":
      return `session ${said.pointId}`;
    case "charging":
      return `charging ${said.pointId}`;
    case "stationStatus":
      return `status ${said.pointId}`;
    case "linkUp":
    case "linkDown":
      return `link ${said.pointId}`;
    case "siteMeasured":
      return `meter ${said.nodeId}`;
    case "limitChanged":
      return `limit ${said.nodeId}`;
    case "priceChanged":
      return "price";
    case "requestChanged":
    case "requestWithdrawn":
      return `request ${said.requestId}`;
    case "vehicleArrived":
      return `arrival ${said.vehicleId}`;
    case "vehicleMeasured":
      return `vehicle ${said.vehicleId}`;
    case "preconditioningNeed":
      return `need ${said.requestId}`;
    case "commandResult":
    case "planReady":
    case "operatorOrder":
    case "tick":
      return null;
  }
}

/**
 * What holds, as devices have said it: the newest word on everything that is not over. It is what a
 * full report tells, and what a listener is held against who may have missed something.
 */
export class Standing {
  readonly #bySubject = new Map<string, Observation>();

  /** Takes in what was said, in the order in which it was said. */
  hear(said: Observation): void {
    const subject = subjectOf(said);
    if (subject === null) return;
    // The newest comes last, so that a session stands before what flows in it.
    this.#bySubject.delete(subject);
    if (said.kind === "connected" || said.kind === "disconnected") {
      this.#bySubject.delete(`charging ${said.pointId}`);
    }
    if (said.kind === "requestWithdrawn") this.#bySubject.delete(`need ${said.requestId}`);
    if (said.kind !== "disconnected" && said.kind !== "requestWithdrawn") {
      this.#bySubject.set(subject, said);
    }
  }

  /** All that holds, the newest last. */
  get all(): Observation[] {
    return [...this.#bySubject.values()];
  }

  /**
   * What has to be said to somebody with this standing so that all of a full report holds.
   * @param atMs when what is missing ended, where nobody knows
   */
  missing(report: readonly Observation[], atMs: number): Observation[] {
    const reported = new Set(report.map(subjectOf));
    const over = this.all.filter((said) => !reported.has(subjectOf(said)));
    const missed = over.flatMap((said) => endOf(said, atMs));
    const mind = new Standing();
    mind.restore(this.all);
    for (const said of report) {
      if (mind.#knows(said)) continue;
      mind.hear(said);
      missed.push(said);
    }
    return missed;
  }

  snapshot(): Observation[] {
    return this.all;
  }

  restore(saved: readonly Observation[]): void {
    this.#bySubject.clear();
    for (const said of saved) this.hear(said);
  }

  #knows(said: Observation): boolean {
    const known = this.#bySubject.get(subjectOf(said) ?? "");
    return known !== undefined && contentOf(known) === contentOf(said);
  }
}

/** What a message says, whenever it was said. */
function contentOf({ atMs: _at, knownAtMs: _known, ...content }: Observation): string {
  const fields = Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(fields);
}

/** Only sessions and requests end by a word of their own. */
function endOf(said: Observation, atMs: number): Observation[] {
  const when = { atMs, knownAtMs: atMs };
  if (said.kind === "connected") {
    const { pointId, sessionId } = said;
    return [observation({ kind: "disconnected", ...when, pointId, sessionId })];
  }
  if (said.kind === "requestChanged") {
    return [observation({ kind: "requestWithdrawn", ...when, requestId: said.requestId })];
  }
  return [];
}
