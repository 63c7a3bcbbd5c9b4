import type { ControlView, RequestsSnapshot } from "../../control/index.ts";
import {
  id,
  observation,
  type PresystemPort,
  type RequestId,
  type VehicleId,
} from "../../messages/index.ts";
import type { ChargingInformation, ServerEvent } from "../../protocols/vdv463/index.ts";
import { depotInformation } from "./depotInformation.ts";
import type { DepotLayout } from "./depotLayout.ts";
import { type JudgedRequests, judgedRequests, isTerminated } from "./judgedRequests.ts";
import {
  type CabinOf,
  preconditioningOf,
  type RequestedPreconditioning,
} from "./preconditioningOf.ts";
import type { PresystemList } from "./presystemList.ts";
import type { PresystemRules } from "./presystemRules.ts";
import { ProcessBook } from "./processBook.ts";
import { isOf, requestKey } from "./requestKey.ts";
import { type RequestedStay, requestedStay } from "./requestedStay.ts";

/** What a desk is told before anybody speaks. */
export interface DeskSetting {
  readonly rules: PresystemRules;
  readonly layout: DepotLayout;
  readonly knowsVehicle: (vehicleId: string) => boolean;
  /** Left out: of no bus is it known. */
  readonly cabinOf?: CabinOf;
}

/** Of a cabin, where nothing is to be done. */
const NOTHING = "";

type Hear = Parameters<PresystemPort["listen"]>[0];

/**
 * Presystems as the controller knows them: hears their lists, tells what is new in them, and says in
 * their words what the controller believes. What it tells follows from the last list of each, whatever
 * came before: a list that is said again, in another order or after a reconnect, is no news.
 *
 * VDV 463 cannot say that a bus is here: an arrival that becomes one of the past is taken for that.
 */
export class PresystemDesk implements PresystemPort {
  readonly #setting: DeskSetting;
  readonly #lists = new Map<string, PresystemList>();
  /** The last of each presystem. */
  readonly #connections = new Map<string, number>();
  readonly #processes = new ProcessBook();
  /** Told by an earlier process, of presystems that have not spoken since. */
  readonly #recalled = new Map<RequestId, RequestedStay>();
  readonly #told = new Map<RequestId, RequestedStay>();
  /** What was last told of the preconditioning of each, as text. */
  readonly #preconditioning = new Map<RequestId, string>();
  #view: ControlView | null = null;
  #judged: JudgedRequests = { accepted: new Map(), rejected: [] };
  #hear: Hear = () => {};

  constructor(setting: DeskSetting) {
    this.#setting = setting;
  }

  listen(hear: Hear): void {
    this.#hear = hear;
  }

  send(command: never): void {
    throw new Error(`not a command of a presystem: ${JSON.stringify(command)}`);
  }

  /**
   * After a restart: what the controller was told before. It stands until its presystem says its list, as if
   * nothing had happened.
   */
  recall({ requests, needs }: RequestsSnapshot): void {
    for (const { kind: _kind, atMs: _atMs, knownAtMs: _knownAtMs, ...stay } of requests) {
      this.#recalled.set(stay.requestId, stay);
      this.#told.set(stay.requestId, stay);
    }
    for (const need of needs) this.#preconditioning.set(need.requestId, textOf(need));
  }

  /** What the server says of presystems. @param atMs when: what is new is known from then on */
  heard(event: ServerEvent, atMs: number): void {
    if (event.kind === "chargingRequestsReceived") {
      const { presystemId, presystem, requests } = event;
      this.#lists.set(presystemId, { presystemId, presystem, requests, goneSinceMs: null });
      for (const requestId of this.#recalled.keys()) {
        if (isOf(presystemId, requestId)) this.#recalled.delete(requestId);
      }
      this.#tellNews(atMs);
    } else if (event.kind === "bootNotified" && event.isAccepted) {
      this.#connections.set(event.presystemId, event.connection);
      this.#isThere(event.presystemId, null);
    } else if (event.kind === "presystemDisconnected" && event.presystemId !== null) {
      // One that called anew has left its old connection behind.
      const isLast = this.#connections.get(event.presystemId) === event.connection;
      if (isLast) this.#isThere(event.presystemId, atMs);
    }
  }

  /** What the controller believes now, in the words of VDV 463; requests that are over by now are withdrawn. */
  look(view: ControlView): ChargingInformation {
    this.#view = view;
    this.#processes.look(view);
    this.#tellNews(view.atMs);
    return depotInformation(view, this.#setting.layout, this.#judged, this.#processes);
  }

  /** Requests that are told to the controller, by id. */
  get told(): readonly RequestedStay[] {
    return [...this.#told.keys()].toSorted().map((requestId) => this.#told.get(requestId)!);
  }

  #isThere(presystemId: string, goneSinceMs: number | null): void {
    const list = this.#lists.get(presystemId);
    if (list !== undefined) this.#lists.set(presystemId, { ...list, goneSinceMs });
  }

  #tellNews(atMs: number): void {
    const { rules, knowsVehicle } = this.#setting;
    const pluggedIn = new Set(
      this.#view?.points.flatMap(({ session }) => session?.requestId ?? []) ?? [],
    );
    const lists = [...this.#lists.values()];
    this.#judged = judgedRequests(lists, { rules, knowsVehicle, pluggedIn, atMs });
    const wanted = new Map<RequestId, RequestedStay>();
    for (const [requestId, { presystemId, request }] of this.#judged.accepted) {
      wanted.set(requestId, requestedStay(presystemId, request, rules.priorityOrder));
    }
    for (const [requestId, stay] of this.#recalled) wanted.set(requestId, stay);
    const toStop = rules.stopOnRemoval ? pluggedIn : this.#terminated(pluggedIn);
    for (const [requestId, stay] of this.#told) {
      if (wanted.has(requestId) || !toStop.has(requestId)) continue;
      // No more is wanted of it, until it is unplugged.
      wanted.set(requestId, { ...stay, minTargetSoc: 0, maxTargetSoc: 0 });
    }
    this.#tell(wanted, atMs);
    this.#tellPreconditioning(atMs);
  }

  /** Plugged-in buses whose request was ended by the word for it. */
  #terminated(pluggedIn: ReadonlySet<RequestId>): ReadonlySet<RequestId> {
    const ended = [...this.#lists.values()].flatMap(({ presystemId, requests }) =>
      requests
        .filter(isTerminated)
        .map(({ chargingRequestId }) => requestKey({ presystemId, chargingRequestId })),
    );
    return new Set(ended.filter((requestId) => pluggedIn.has(requestId)));
  }

  #tell(wanted: ReadonlyMap<RequestId, RequestedStay>, atMs: number): void {
    const times = { atMs, knownAtMs: atMs };
    for (const requestId of [...this.#told.keys()].toSorted()) {
      if (wanted.has(requestId)) continue;
      this.#told.delete(requestId);
      this.#hear(observation({ kind: "requestWithdrawn", ...times, requestId }));
    }
    for (const requestId of [...wanted.keys()].toSorted()) {
      const stay = wanted.get(requestId)!;
      const before = this.#told.get(requestId);
      if (before !== undefined && isSame(before, stay)) continue;
      this.#told.set(requestId, stay);
      const { vehicleId, expectedArrivalAtMs } = stay;
      const isMended = before !== undefined && before.expectedArrivalAtMs !== expectedArrivalAtMs;
      if (isMended && expectedArrivalAtMs !== null && expectedArrivalAtMs <= atMs) {
        this.#hear(observation({ kind: "vehicleArrived", ...times, vehicleId }));
      }
      this.#hear(observation({ kind: "requestChanged", ...times, ...stay }));
    }
  }

  #tellPreconditioning(atMs: number): void {
    const { cabinOf = () => null } = this.#setting;
    const times = { atMs, knownAtMs: atMs };
    for (const [requestId, { request }] of this.#judged.accepted) {
      const need = preconditioningOf(requestId, request, cabinOf);
      const text = need === null ? NOTHING : textOf(need);
      if (text === (this.#preconditioning.get(requestId) ?? NOTHING)) continue;
      this.#preconditioning.set(requestId, text);
      const nothing = { startAtMs: atMs, finishAtMs: atMs, powerKw: 0 };
      const vehicleId = id<VehicleId>(request.vehicleId);
      const wanted = need ?? { requestId, vehicleId, ...nothing };
      this.#hear(observation({ kind: "preconditioningNeed", ...times, ...wanted }));
    }
    for (const requestId of this.#preconditioning.keys()) {
      if (this.#judged.accepted.has(requestId) || this.#recalled.has(requestId)) continue;
      this.#preconditioning.delete(requestId);
    }
  }
}

/** Tells needs apart. */
function textOf({ startAtMs, finishAtMs, powerKw }: RequestedPreconditioning): string {
  return `${startAtMs} ${finishAtMs} ${powerKw}`;
}

function isSame(one: RequestedStay, other: RequestedStay): boolean {
  const names = Object.keys(one) as (keyof RequestedStay)[];
  return names.every((name) => one[name] === other[name]);
}
