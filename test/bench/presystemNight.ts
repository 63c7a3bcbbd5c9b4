import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { AttachedPresystems, knownDepot, presystemRules } from "../../src/drivers/vdv463/index.ts";
import {
  journalDisk,
  listenOptions,
  listenWebSocket,
  systemClock,
  systemTimers,
} from "../../src/host/index.ts";
import type { FromOutside } from "../../src/messages/index.ts";
import { strategies, type StrategyName } from "../../src/planning/index.ts";
import { serverOptions, type ServerRules } from "../../src/protocols/vdv463/index.ts";
import { Journal } from "../../src/record/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { LiveRun, noLog, Twin } from "../../src/twin/index.ts";
import { DAY_MS, HOUR_MS, smallDepot } from "../support/smallDepot.ts";
import { testCertificate } from "../support/testCertificate.ts";
import type { PeerData, PeerTask } from "./presystemPeers.ts";
import { presystemIds, requestsOf, stayOf } from "./wireRequests.ts";

/** All buses are there, none has left. */
const ASKED_H = 23;

/** What a depot is that presystems call. */
export interface NightSpec {
  readonly buses: number;
  readonly peers: number;
  readonly strategy: StrategyName;
  readonly rules?: Partial<ServerRules>;
}

/**
 * A twin in the midst of a night, at the speed of the wall clock and with its journal on disk, and presystems that
 * call it over wss from another thread.
 */
export class PresystemNight {
  readonly run: LiveRun;
  readonly #worker: Worker;
  readonly #ends: (() => unknown)[];

  private constructor(run: LiveRun, worker: Worker, ends: (() => unknown)[]) {
    this.run = run;
    this.#worker = worker;
    this.#ends = ends;
  }

  static async open(spec: NightSpec): Promise<PresystemNight> {
    const { buses, peers, rules } = spec;
    const folder = mkdtempSync(path.join(os.tmpdir(), "busbar-bench-"));
    const disk = journalDisk(folder);
    const header = { scenarioHash: "0a1b2c3d", engineVersion: "1", startMs: 0, seed: 1 };
    const scenario = nightOf(spec);
    const twin = new Twin(scenario, Journal.open(disk, header));
    twin.begin();
    let isOver = false;
    let run: LiveRun | null = null;
    const words: FromOutside[] = [];
    const hear = (): void => {
      const all = words.splice(0);
      if (run === null) twin.order(...all);
      else run.hear(all);
    };
    const attached = new AttachedPresystems(
      {
        rules: presystemRules,
        ...knownDepot(scenario),
      },
      { ...serverOptions, accounts: "anyone", rules: { ...serverOptions.rules, ...rules } },
      {
        timers: systemTimers,
        idSeed: `bench ${systemTimers.nowMs()}`,
        controllerMs: () => run?.nowMs ?? twin.nowMs,
        view: () => run?.view() ?? twin.viewAt(twin.nowMs),
        told: hear,
      },
    );
    attached.port.listen((word) => words.push(word));
    const [presystemId] = presystemIds as [string];
    const requests = requestsOf(0, buses);
    attached.desk.heard(
      { kind: "chargingRequestsReceived", presystemId, presystem: "BMS", requests, rejected: [] },
      twin.nowMs,
    );
    hear();
    while (twin.nextAtMs <= DAY_MS + ASKED_H * HOUR_MS) twin.step();
    run = new LiveRun(twin, systemClock, {
      speed: 1,
      untilMs: scenario.run.toMs,
      log: noLog,
      stopped: () => isOver,
    });
    attached.look();
    const listening = await listenWebSocket(
      { ...listenOptions, host: "127.0.0.1", port: 0, tls: testCertificate },
      attached.door,
    );
    const running = run.run();
    const looking = setInterval(() => attached.look(), spec.rules?.informationPeriodMs ?? 2000);
    const workerData: PeerData = { url: `${listening.url}/vdv463`, peers, buses };
    const worker = new Worker(new URL("./presystemPeers.js", import.meta.url), { workerData });
    await once(worker, "message");
    return new PresystemNight(run, worker, [
      () => worker.terminate(),
      () => clearInterval(looking),
      () => listening.close(),
      () => {
        isOver = true;
        run.wake();
      },
      () => running,
      () => disk.release(),
      () => rmSync(folder, { recursive: true }),
    ]);
  }

  /** What presystems do; how long each thing took [ms]. */
  async do(task: PeerTask): Promise<number[]> {
    this.#worker.postMessage(task);
    const [tookMs] = (await once(this.#worker, "message")) as [number[]];
    return tookMs;
  }

  async end(): Promise<void> {
    for (const end of this.#ends) await end();
  }
}

/** What there is is enough for a third of them at once. */
function nightOf({ buses, strategy }: NightSpec): Scenario {
  const { law, planner } = strategies[strategy];
  const depot = smallDepot({
    stays: Array.from({ length: buses }, (_, bus) => ({
      bus: `B${bus}`,
      ...stayOf(bus),
      usedKwh: 100 + (bus % 151),
      pointId: `P${bus + 1}`,
    })),
    nodes: [{ id: "site", maxKw: 50 * buses }],
    law,
    planner,
  });
  const presystems: Scenario["presystems"] = {
    host: "127.0.0.1",
    port: 0,
    path: "/vdv463",
    tls: null,
    accounts: [],
    rules: {
      editions: ["2.0"],
      validation: "tolerant",
      rejectWholeOn1x: false,
      presentPowerIs: "actual",
      pciScope: "all",
      informationPeriodMs: 15_000,
      priorityOrder: "lowerFirst",
      unknownVehicles: "learn",
      stopOnRemoval: false,
      orphanAfterMs: 24 * HOUR_MS,
      presystemPrecedence: "BMS",
      onRoutePoints: [],
    },
  };
  return { ...depot, presystems };
}
