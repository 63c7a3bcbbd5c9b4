import type { ChargingInformation } from "../model/chargingInformation.ts";
import type { ChargingRequest } from "../model/chargingRequest.ts";
import type { Presystem } from "../model/message.ts";
import { announcedPoints } from "./announcedPoints.ts";
import { type RequestFlaw, requestFlaws } from "./requestFlaws.ts";
import type { ServerEvent } from "./serverEvent.ts";

interface RequestList {
  readonly presystem: Presystem;
  readonly list: readonly ChargingRequest[];
  readonly flaws: readonly RequestFlaw[];
}

/** Presystems whose lists are kept; there are two in a depot. */
const MOST_LISTS = 64;

/** The last list of each presystem, kept while it is away, and what cannot be accepted of it. */
export class RequestLists {
  readonly #lists = new Map<string, RequestList>();
  #points: ReadonlySet<string> | null = null;

  receive(
    presystemId: string,
    presystem: Presystem,
    list: readonly ChargingRequest[],
  ): Extract<ServerEvent, { kind: "chargingRequestsReceived" }> {
    this.#lists.delete(presystemId);
    this.#lists.set(presystemId, { presystem, list, flaws: requestFlaws(list, this.#points) });
    if (this.#lists.size > MOST_LISTS) this.#lists.delete(this.#lists.keys().next().value!);
    return this.#told(presystemId);
  }

  /** Judges all anew, as the points may be others. @returns whose verdict changed */
  judge(
    information: ChargingInformation,
  ): Extract<ServerEvent, { kind: "chargingRequestsReceived" }>[] {
    this.#points = announcedPoints(information);
    const changed: string[] = [];
    for (const [presystemId, before] of this.#lists) {
      const flaws = requestFlaws(before.list, this.#points);
      if (JSON.stringify(flaws) === JSON.stringify(before.flaws)) continue;
      this.#lists.set(presystemId, { ...before, flaws });
      changed.push(presystemId);
    }
    return changed.map((presystemId) => this.#told(presystemId));
  }

  /** Information with the requests that cannot be accepted, beside those it names itself. */
  withRejected(information: ChargingInformation): ChargingInformation {
    const rejected = [...this.#lists]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([presystemId, { flaws }]) => flaws.map((flaw) => ({ presystemId, ...flaw })));
    if (rejected.length === 0) return information;
    const named = information.rejectedChargingRequestInfoList ?? [];
    return { ...information, rejectedChargingRequestInfoList: [...named, ...rejected] };
  }

  #told(presystemId: string): Extract<ServerEvent, { kind: "chargingRequestsReceived" }> {
    const { presystem, list, flaws } = this.#lists.get(presystemId)!;
    const rejectedIds = new Set(flaws.map((flaw) => flaw.chargingRequestId));
    return {
      kind: "chargingRequestsReceived",
      presystemId,
      presystem,
      requests: list.filter((request) => !rejectedIds.has(request.chargingRequestId)),
      rejected: flaws,
    };
  }
}
