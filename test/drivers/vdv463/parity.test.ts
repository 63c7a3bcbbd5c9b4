import { describe, expect, it } from "vitest";
import {
  AttachedPresystems,
  PresystemVoice,
  presystemRules,
} from "../../../src/drivers/vdv463/index.ts";
import { RequestBelief } from "../../../src/control/requestBelief.ts";
import { diskFiles } from "../../../src/host/index.ts";
import type {
  Observation,
  PreconditioningNeed,
  PresystemPort,
  RequestChanged,
  RequestWithdrawn,
  VehicleArrived,
} from "../../../src/messages/index.ts";
import { memoryNetwork } from "../../../src/protocols/transport/index.ts";
import {
  clientRules,
  PresystemClient,
  serverOptions,
  serverRules,
  type Version,
} from "../../../src/protocols/vdv463/index.ts";
import { loadScenario } from "../../../src/scenario/index.ts";
import { Simulation } from "../../../src/simulation/index.ts";
import { root } from "../../house/sources.ts";
import { heldDial, heldDoor } from "../../support/byTheLetter.ts";
import { freePoint, freePointAt } from "../../support/freePoint.ts";
import { tappedLink } from "../../support/tappedLink.ts";
import { VirtualTimers } from "../../support/virtualTimers.ts";

type Said = RequestChanged | RequestWithdrawn | VehicleArrived | PreconditioningNeed;

/** All that the presystem of a night said in which buses are late and change places. */
async function night(seed: number): Promise<Said[]> {
  const settings = [
    "uncertainty=typical",
    "operations.ambientC=-10",
    "vehicleTypes.S12.preconditioning.heating=ptc",
    "vehicleTypes.A18.preconditioning.heating=heatPump",
    "vehicleTypes.A18.lengthM=18",
  ];
  const loaded = await loadScenario(diskFiles(root), "scenarios/quickstart.yaml", {
    settings,
    seed,
  });
  const tapped = { observations: [] as Observation[], commands: [] };
  new Simulation(loaded.scenario, tappedLink(tapped)).run();
  return tapped.observations.filter((one): one is Said =>
    ["requestChanged", "requestWithdrawn", "vehicleArrived", "preconditioningNeed"].includes(
      one.kind,
    ),
  );
}

/** A port that says all that again, when its time has come. */
function recordedPort(said: readonly Said[], timers: VirtualTimers): PresystemPort {
  return {
    listen: (hear) => {
      for (const one of said) timers.at(one.knownAtMs, () => hear(one));
    },
    send: () => {},
  };
}

/** The same port at the far end of two ends of VDV 463 and a network. */
function overVdv463(said: readonly Said[], version: Version, lossAtMs: number): Said[] {
  const startMs = said[0]!.knownAtMs - 60_000;
  const timers = new VirtualTimers(startMs);
  const versions = [version];
  const attached = new AttachedPresystems(
    { rules: { ...presystemRules, priorityOrder: "higherFirst" }, ...freePoint },
    {
      ...serverOptions,
      versions,
      accounts: "anyone",
      rules: { ...serverRules, informationPeriodMs: 900_000, pingPeriodMs: 900_000 },
    },
    {
      timers,
      idSeed: "cms",
      controllerMs: () => timers.nowMs(),
      view: () => freePointAt(timers.nowMs()),
    },
  );
  const heard: Said[] = [];
  attached.port.listen((one) => heard.push(one));
  attached.look();
  let hangUp = (): void => {};
  const door = heldDoor(attached.door, versions);
  const dial = heldDial(memoryNetwork(timers, door, { latencyMs: 0 }), versions);
  const client = new PresystemClient(
    {
      url: "wss://depot.example/vdv463",
      credentials: null,
      versions,
      presentPowerIs: "actual",
      rules: { ...clientRules, presystem: "BMS", presystemId: "dms", silenceMs: 3_600_000 },
    },
    {
      timers,
      chance: () => 0.5,
      idSeed: "dms",
      emit: () => {},
      dial: (target, events) => {
        const socket = dial(target, events);
        hangUp = () => socket.terminate();
        return socket;
      },
    },
  );
  timers.at(lossAtMs, () => hangUp());
  new PresystemVoice(recordedPort(said, timers), {
    timers,
    priorityOrder: "higherFirst",
    say: (list) => client.provideRequests(list),
  }).start();
  client.start();
  timers.pass(said.at(-1)!.knownAtMs - startMs + 600_000);
  return heard;
}

/** What a controller believes is wanted after each instant at which that changes. */
function beliefs(said: readonly Said[], prefix: string): [number, unknown[]][] {
  const belief = new RequestBelief();
  const after = new Map<number, string>();
  for (const one of said) {
    if (one.kind === "requestChanged") belief.changed(one);
    else if (one.kind === "requestWithdrawn") belief.withdrawn(one.requestId);
    else if (one.kind === "vehicleArrived") belief.arrived(one.vehicleId, one.atMs);
    else belief.needed(one);
    const all = belief.all
      .map((request) => {
        const { atMs: _atMs, knownAtMs: _knownAtMs, ...said } = request;
        const {
          startAtMs = null,
          finishAtMs = null,
          powerKw = null,
        } = belief.needOf(request) ?? {};
        const requestId = request.requestId.slice(prefix.length);
        return { ...said, requestId, startAtMs, finishAtMs, powerKw };
      })
      .toSorted((a, b) => (a.requestId < b.requestId ? -1 : 1));
    after.set(one.knownAtMs, JSON.stringify(all));
  }
  let last = "[]";
  return [...after].flatMap(([atMs, all]) => {
    if (all === last) return [];
    last = all;
    return [[atMs, JSON.parse(all) as unknown[]]];
  });
}

describe("a simulated presystem at the far end of VDV 463", () => {
  it.each(["1.1", "2.0"] as const)(
    "is believed the same at every instant as one at hand (%s)",
    async (version) => {
      for (const seed of [1, 2, 3]) {
        const said = await night(seed);
        expect(said.length).toBeGreaterThan(20);
        expect(said.some(({ kind }) => kind === "preconditioningNeed")).toBe(true);
        const heard = overVdv463(said, version, Infinity);
        expect(beliefs(heard, "dms/")).toEqual(beliefs(said, ""));
      }
    },
  );

  it("is believed the same once a connection that was lost is there again", async () => {
    const said = await night(4);
    const inTheEnd = beliefs(said, "").at(-1);
    const steps = [0.1, 0.35, 0.6, 0.85];
    const [first, last] = [said[0]!.knownAtMs, said.at(-1)!.knownAtMs];
    for (const step of steps) {
      const heard = overVdv463(said, "2.0", Math.round(first + step * (last - first)));
      expect(beliefs(heard, "dms/").at(-1)).toEqual(inTheEnd);
    }
  });
});
