import { describe, expect, it } from "vitest";
import type { RunResult } from "../../src/kpi/index.ts";
import type { LineChannel } from "../../src/links/index.ts";
import {
  id,
  type RequestChanged,
  type RequestId,
  type VehicleId,
} from "../../src/messages/index.ts";
import { Journal, readJournal } from "../../src/record/index.ts";
import type { PresystemsSpec } from "../../src/scenario/index.ts";
import { controllerOf, ServedDepot } from "../../src/simulation/index.ts";
import { AttachedRun, noLog, NotKept, replayed } from "../../src/twin/index.ts";
import { Wire } from "../support/memoryChannel.ts";
import { MemoryDisk } from "../support/memoryDisk.ts";
import { HOUR_MS } from "../support/smallDepot.ts";
import { crowdedNight } from "../support/smallTwin.ts";

const SPEED = 60;
const HEADER = { scenarioHash: "h", engineVersion: "1+a", startMs: 0, seed: 1 };

/**
 * A night of a depot and its twin in one process; the disk is full between two hours of it.
 * @param visit called now and then, with the hour of the night
 */
async function night(
  fullFromH: number,
  fullToH: number,
  scenario = crowdedNight(),
  visit: (run: AttachedRun, hour: number) => void = () => {},
) {
  const { fromMs, toMs } = scenario.run;
  const disk = new MemoryDisk();
  const warnings: string[] = [];
  const warn = (text: string): void => void warnings.push(text);
  let wallMs = 0;
  // Rounding must not have an instant come that is never there.
  const nowMs = (): number => fromMs + Math.floor(wallMs * SPEED + 1e-6);
  const both = { scenario: "same", warn, refused: warn };
  const paced = { pacing: "paced", speed: SPEED, clockMs: nowMs } as const;
  const depot = new ServedDepot(scenario, { ...both, ...paced });
  let result: RunResult | null = null;
  let wasFull = false;
  let committedWhileFull = 0;
  const wait = async (durationMs: number): Promise<void> => {
    const dueWallMs = (depot.nextAtMs - fromMs) / SPEED;
    wallMs = Math.max(wallMs, Math.min(wallMs + durationMs, dueWallMs));
    const hour = (nowMs() - fromMs) / HOUR_MS;
    const isFull = hour >= fullFromH && hour < fullToH;
    disk.capacityBytes = isFull ? 0 : Infinity;
    if (depot.nextAtMs > toMs) result ??= depot.finish();
    else while (depot.nextAtMs <= nowMs()) depot.step();
    visit(run, hour);
    if (!run.troubles.includes("disk full")) return;
    if (!wasFull) committedWhileFull = run.kept.committedSeq;
    wasFull = true;
    if (isFull) expect(run.kept.committedSeq).toBe(committedWhileFull);
  };
  const run: AttachedRun = new AttachedRun(
    scenario,
    Journal.open(disk, HEADER),
    { nowMs: () => wallMs, wait },
    {
      scenario: "same",
      isLockStep: false,
      untilMs: toMs,
      connect: async () => joined(depot),
      log: noLog,
      warn,
      stopped: () => false,
    },
  );
  const end = await run.run();
  run.close();
  return { end, result: result as RunResult | null, run, disk, warnings, wasFull, scenario };
}

/** The depot speaks as soon as somebody listens. */
function joined(depot: ServedDepot): LineChannel {
  const [near, far] = new Wire([], true).open();
  return {
    send: (line) => far.send(line),
    onLine: (hear) => {
      far.onLine(hear);
      depot.connect(near);
    },
    onClose: (tell) => far.onClose(tell),
    close: () => far.close(),
  };
}

/** That some call is all that a twin has to know of them. */
const presystems: PresystemsSpec = {
  host: "127.0.0.1",
  port: 8463,
  path: "/vdv463",
  tls: null,
  accounts: [],
  rules: {
    editions: ["2.0"],
    validation: "strict",
    rejectWholeOn1x: false,
    presentPowerIs: "actual",
    pciScope: "all",
    informationPeriodMs: 15_000,
    priorityOrder: "lowerFirst",
    unknownVehicles: "reject",
    stopOnRemoval: false,
    orphanAfterMs: 24 * HOUR_MS,
    presystemPrecedence: "BMS",
    onRoutePoints: [],
  },
};

describe("a twin of a depot elsewhere, paced", () => {
  it.each([
    ["has room", 99, 99],
    ["is full for hours", 2, 5],
  ])("charges, keeps and replays all where the disk %s", async (_, fromH, toH) => {
    const { end, result, run, disk, warnings, wasFull, scenario } = await night(fromH, toH);
    expect(end).toBe("over");
    expect(result?.complete).toBe(true);
    expect(wasFull).toBe(fromH < 99);
    expect(run.kept.committedSeq).toBe(run.kept.seq);
    expect(replayed(controllerOf(scenario), disk)).toMatchObject({ kind: "same" });
    const marks = [...readJournal(disk).records].flatMap(({ entry }) =>
      entry.kind === "mark" ? [entry.mark] : [],
    );
    expect(marks).toEqual(wasFull ? ["started", "diskFull", "stopped"] : ["started", "stopped"]);
    expect(warnings.filter((text) => text.startsWith("the disk is full"))).toHaveLength(
      wasFull ? 1 : 0,
    );
  });

  it("hears presystems that call, keeps what they say, and says so where it cannot", async () => {
    const asked: string[] = [];
    const refused: number[] = [];
    let isOwed = false;
    const visit = (run: AttachedRun, hour: number): void => {
      const { canHear, nowMs } = run;
      if (asked.length === 0 && !canHear) return expect(() => run.hear([])).toThrow(NotKept);
      if (asked.length > hour * 2 && !isOwed) return;
      // What it had no room for comes again, and is no news then.
      const words = isOwed ? [] : [wish(asked.length, nowMs)];
      asked.push(...words.map(({ requestId }) => requestId));
      try {
        run.hear(words);
        isOwed = false;
        expect(run.kept.committedSeq).toBe(run.kept.seq);
      } catch (error) {
        expect(error).toBeInstanceOf(NotKept);
        isOwed = true;
        refused.push(hour);
        expect(canHear && refused.length > 1).toBe(false);
      }
    };
    const scenario = { ...crowdedNight(), presystems };
    const { end, run, disk } = await night(2, 5, scenario, visit);
    expect(end).toBe("over");
    expect(asked.length).toBeGreaterThan(10);
    expect(Math.min(...refused)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...refused)).toBeLessThan(5.1);
    const heard = [...readJournal(disk).records].flatMap(({ entry }) =>
      entry.kind === "observation" && entry.observation.kind === "requestChanged"
        ? [entry.observation.requestId as string]
        : [],
    );
    // The depot's own presystem is heard by nobody.
    expect(heard).toEqual(asked);
    expect(run.requests().requests.length).toBeGreaterThan(0);
    expect(() => run.hear([])).toThrow(NotKept);
    expect(replayed(controllerOf(scenario), disk)).toMatchObject({ kind: "same" });
  });
});

function wish(number: number, nowMs: number): RequestChanged {
  return {
    kind: "requestChanged",
    atMs: nowMs,
    knownAtMs: nowMs,
    requestId: id<RequestId>(`wish ${number}`),
    vehicleId: id<VehicleId>(`B${number % 5}`),
    expectedArrivalAtMs: null,
    expectedSoc: null,
    departureAtMs: null,
    minTargetSoc: 0.5,
    maxTargetSoc: 1,
    priority: 0,
  };
}
