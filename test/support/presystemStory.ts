import {
  AttachedPresystems,
  presystemRules,
  type PresystemRules,
} from "../../src/drivers/vdv463/index.ts";
import { id, type Observation, type PointId } from "../../src/messages/index.ts";
import { memoryNetwork } from "../../src/protocols/transport/index.ts";
import {
  type ChargingInformation,
  type ChargingPointInfo,
  type ChargingRequest,
  type ChargingRequestData,
  type ClientNews,
  clientRules,
  type Presystem,
  PresystemClient,
  serverOptions,
  type Version,
} from "../../src/protocols/vdv463/index.ts";
import { heldDial, heldDoor } from "./byTheLetter.ts";
import { ControllerStory } from "./controllerStory.ts";
import { DAY_MS } from "./smallDepot.ts";
import { VirtualTimers } from "./virtualTimers.ts";

const MINUTE_MS = 60_000;

/** Minutes after the story's start, as an instant. */
export const minute = (min: number): number => DAY_MS + min * MINUTE_MS;

/** Of a bus that comes in an hour and leaves in eight. */
export const evening = {
  expectedArrivalTimeAtChargingPoint: minute(60),
  expectedSocAtArrival: 40,
  requestedTimeForDeparture: minute(480),
};

/** What a presystem asks for a bus; the rest is what is usual. */
export function wants(
  vehicleId: string,
  data: Partial<ChargingRequestData> = {},
  others: Partial<ChargingRequest> = {},
): ChargingRequest {
  return {
    vehicleId,
    chargingRequestId: `${vehicleId}-tonight`,
    chargingRequestData: { minTargetSoc: 70, maxTargetSoc: 90, ...data },
    ...others,
  };
}

/**
 * A controller with three points, its desk for presystems, and presystems that call it: real ends on a
 * network within the process, in virtual time.
 */
export class PresystemStory {
  readonly timers = new VirtualTimers(DAY_MS);
  readonly depot = new ControllerStory({ points: 3, maxKw: 400 });
  /** What the controller was told by the desk. */
  readonly told: Observation[] = [];
  readonly #rules: Partial<PresystemRules>;
  attached: AttachedPresystems;

  constructor(rules: Partial<PresystemRules> = {}) {
    this.#rules = rules;
    this.attached = this.#opened();
  }

  /** Another process takes over, which knows what the controller believes and nothing else. */
  reopen(): void {
    this.attached.close();
    this.told.splice(0);
    this.attached = this.#opened();
  }

  #opened(): AttachedPresystems {
    const pointIds = ["P1", "P2", "P3"].map((name) => id<PointId>(name));
    const attached = new AttachedPresystems(
      {
        rules: { ...presystemRules, ...this.#rules },
        layout: {
          depotId: "north",
          stations: pointIds.map((pointId) => ({
            chargingStationId: `of ${pointId}`,
            pointIds: [pointId],
          })),
        },
        knowsVehicle: (vehicleId) => !vehicleId.startsWith("stranger"),
        cabinOf: (_, ambientC = 20) =>
          ambientC < 18 ? { durationMs: 40 * MINUTE_MS, powerKw: 22 } : null,
      },
      { ...serverOptions, accounts: "anyone" },
      {
        timers: this.timers,
        idSeed: "story",
        controllerMs: () => this.timers.nowMs(),
        view: () => {
          this.#catchUp();
          return this.depot.view;
        },
      },
    );
    this.#catchUp();
    attached.desk.recall(this.depot.requests);
    attached.port.listen((observation) => {
      this.told.push(observation);
      this.#catchUp();
      this.depot.hear(observation);
    });
    attached.look();
    return attached;
  }

  /** What the desk has told, as it stands. */
  get wanted() {
    return this.attached.desk.told;
  }

  /**
   * Somebody who calls, and has been told of the depot when this returns.
   * @param list null: it has none yet
   */
  presystem(
    presystem: Presystem,
    version: Version = "2.0",
    list: readonly ChargingRequest[] | null = null,
  ) {
    const presystemId = presystem.toLowerCase();
    const news: ClientNews[] = [];
    const client = new PresystemClient(
      {
        url: "wss://depot.example/vdv463",
        credentials: null,
        versions: [version],
        presentPowerIs: "actual",
        rules: { ...clientRules, presystem, presystemId },
      },
      {
        timers: this.timers,
        chance: () => 0.5,
        idSeed: presystemId,
        emit: (one) => news.push(one),
        dial: heldDial(memoryNetwork(this.timers, heldDoor(this.attached.door), { latencyMs: 5 })),
      },
    );
    if (list !== null) client.provideRequests(list);
    client.start();
    this.pass(0.1);
    return {
      /** The whole list, from now on; it is heard when this returns. */
      asks: (...list: readonly ChargingRequest[]): void => {
        client.provideRequests(list);
        this.pass(0.1);
      },
      leaves: (): void => {
        client.stop();
        this.pass(0.1);
      },
      get sees(): ChargingInformation {
        return news.findLast((one) => one.kind === "chargingInformation")!.information;
      },
      point(name: string): ChargingPointInfo {
        return this.sees.depotInfoList
          .flatMap((depot) => depot.chargingStationInfoList)
          .flatMap((station) => station.chargingPointInfoList)
          .find((point) => point.chargingPointId === name)!;
      },
    };
  }

  /** Lets minutes pass, and has everybody told of it. */
  pass(minutes: number): void {
    const untilMs = this.timers.nowMs() + minutes * MINUTE_MS;
    const stepMs = minutes > 30 ? MINUTE_MS : 2000;
    while (this.timers.nowMs() < untilMs) {
      this.timers.pass(Math.min(stepMs, untilMs - this.timers.nowMs()));
      this.attached.look();
    }
  }

  /** What the controller was told since it was last asked, in few words. */
  news(): string[] {
    return this.told.splice(0).map((one) => {
      if (one.kind === "requestChanged") return `wants ${one.vehicleId}`;
      if (one.kind === "requestWithdrawn") return `withdraws ${one.requestId}`;
      if (one.kind === "vehicleArrived") return `here is ${one.vehicleId}`;
      return one.kind;
    });
  }

  /** What the controller believes is wanted of the bus at a point. */
  sessionAt(point: string) {
    this.#catchUp();
    return this.depot.view.points.find(({ id: name }) => name === point)!.session;
  }

  #catchUp(): void {
    this.depot.until(this.timers.nowMs() - DAY_MS);
  }
}
