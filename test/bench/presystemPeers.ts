import { performance } from "node:perf_hooks";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { dialOptions, systemTimers, webSocketDial } from "../../src/host/index.ts";
import {
  type ChargingInformation,
  type ClientNews,
  clientRules,
  PresystemClient,
} from "../../src/protocols/vdv463/index.ts";
import { DAY_MS } from "../support/smallDepot.ts";
import { testCertificate } from "../support/testCertificate.ts";
import { presystemIds, requestsOf } from "./wireRequests.ts";

/** What presystems are asked to do; each message is answered with how long each took [ms]. */
export type PeerTask =
  /** Each says its list, one request of it changed, once a round, one after the other. @param roundMs null: without waiting */
  | { readonly kind: "rounds"; readonly rounds: number; readonly roundMs: number | null }
  /** The first changes all its departures, and waits until it is told of all. */
  | { readonly kind: "change"; readonly earlierMin: number };

/** Where presystems call, how many, for how many buses. */
export interface PeerData {
  readonly url: string;
  readonly peers: number;
  readonly buses: number;
}

const { url, peers, buses } = workerData as PeerData;
const dial = await webSocketDial({ ...dialOptions, ca: testCertificate.cert });
async function done(all: readonly Peer[], task: PeerTask): Promise<number[]> {
  if (task.kind === "change") return [await all[0]!.change(task.earlierMin)];
  const tookMs: Promise<number>[] = [];
  for (let round = 1; round <= task.rounds; round++) {
    for (const each of all) {
      tookMs.push(each.say(round));
      await (task.roundMs === null ? setImmediate() : sleep(task.roundMs / all.length));
    }
  }
  return Promise.all(tookMs);
}

/** A presystem that calls, and says its list. */
class Peer {
  readonly running: Promise<unknown>;
  readonly #night: number;
  readonly #client: PresystemClient;
  readonly #heard = new Set<(news: ClientNews) => void>();

  constructor(night: number) {
    const presystemId = presystemIds[night]!;
    this.#night = night;
    this.#client = new PresystemClient(
      {
        url,
        credentials: null,
        versions: ["2.0"],
        presentPowerIs: "actual",
        rules: { ...clientRules, presystem: "BMS", presystemId },
      },
      {
        dial,
        timers: systemTimers,
        chance: () => 0.5,
        idSeed: `${presystemId} ${systemTimers.nowMs()}`,
        emit: (news) => {
          if (news.kind === "disconnected") throw new Error(`${presystemId}: ${news.reason}`);
          for (const each of this.#heard) each(news);
        },
      },
    );
    this.#client.provideRequests(requestsOf(night, buses));
    this.running = this.#until(({ kind }) => kind === "requestsConfirmed");
    this.#client.start();
  }

  /** How long it takes until the list, or a later one, is confirmed. */
  say(round: number): Promise<number> {
    const changed = round % buses;
    const list = requestsOf(this.#night, buses, (bus) => (bus === changed ? 1 + (round % 9) : 0));
    return this.#took(list, ({ kind }) => kind === "requestsConfirmed");
  }

  /** How long it takes until all points tell of the departure that is wanted now. */
  change(earlierMin: number): Promise<number> {
    const list = requestsOf(this.#night, buses, () => earlierMin);
    const wanted = list.map((each) => each.chargingRequestData.requestedTimeForDeparture!);
    return this.#took(
      list,
      (news) =>
        news.kind === "chargingInformation" &&
        departures(news.information).every((atMs, bus) => atMs === wanted[bus]),
    );
  }

  async #took(
    list: ReturnType<typeof requestsOf>,
    isIt: (news: ClientNews) => boolean,
  ): Promise<number> {
    const startedMs = performance.now();
    const over = this.#until(isIt);
    this.#client.provideRequests(list);
    await over;
    return performance.now() - startedMs;
  }

  #until(isIt: (news: ClientNews) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (news: ClientNews): void => {
        if (!isIt(news)) return;
        this.#heard.delete(look);
        resolve();
      };
      this.#heard.add(look);
    });
  }
}

/** Of each bus that is plugged in, when it is to leave; by bus. */
function departures({ depotInfoList }: ChargingInformation): number[] {
  const found = Array.from({ length: buses }, () => DAY_MS);
  for (const { chargingStationInfoList } of depotInfoList) {
    for (const { chargingPointInfoList } of chargingStationInfoList) {
      for (const { vehicleInfo, chargingProcessInfo } of chargingPointInfoList) {
        if (vehicleInfo === undefined) continue;
        const { chargingPredictionDataDepartureTime: departure } =
          chargingProcessInfo!.chargingPredictionData;
        found[Number(vehicleInfo.vehicleId.slice(1))] = departure?.requestedTimeForDeparture ?? 0;
      }
    }
  }
  return found;
}

const all = presystemIds.slice(0, peers).map((_, night) => new Peer(night));
await Promise.all(all.map((each) => each.running));
parentPort!.on("message", (task: PeerTask) => {
  void done(all, task).then((tookMs) => parentPort!.postMessage(tookMs));
});
parentPort!.postMessage([]);
