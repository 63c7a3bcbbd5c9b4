import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import type { ControlView } from "../../src/control/index.ts";
import { RandomStream } from "../../src/engine/index.ts";
import { diskFiles } from "../../src/host/index.ts";
import { journalFiles } from "../../src/host/journalDisk.ts";
import type { Summary } from "../../src/kpi/index.ts";
import type { Observation } from "../../src/messages/index.ts";
import { readJournal } from "../../src/record/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { root } from "../house/sources.ts";
import { build, busbar } from "../support/busbar.ts";
import { Running } from "../support/running.ts";
import { commandsIn } from "../support/smallTwin.ts";
import { TappedSocket } from "../support/tappedSocket.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const NIGHT = "scenarios/incident-night.yaml";
/** How often a twin is killed in each night. */
const KILLS = Number(process.env["BUSBAR_KILLS"] ?? 5);
/** Paced, in this share of the night: a process may take seconds to start where others are busy. */
const KILLED_SHARE = 0.7;
/** In lock-step a night is over in two seconds: all are killed within it [ms]. */
const STEPPED_MS = 1_000;
const at = temporaryFolder();

beforeAll(build, 120_000);

async function depotAt(socket: string, out: string, ...args: readonly string[]): Promise<Running> {
  const words = ["--no-report", "--listen", socket, "--out", out, ...args];
  const depot = new Running("depot", NIGHT, ...words);
  while (!existsSync(socket)) await sleep(10);
  return depot;
}

function twinAt(socket: string, out: string, ...args: readonly string[]): Running {
  return new Running("twin", NIGHT, "--depot", socket, "--out", out, ...args);
}

/**
 * Kills a twin again and again, at any moment of its life; the last one lives. How often it was killed.
 * @param isLate whether the next one is the last however often it was
 */
async function killedAgainAndAgain(
  next: () => Running,
  depot: Running,
  isLate: () => boolean,
  mostMs: number,
): Promise<{ readonly kills: number; readonly last: Running }> {
  const chance = new RandomStream(KILLS, "kills");
  for (let kills = 0; ; kills++) {
    const twin = next();
    if (kills === KILLS || isLate()) return { kills, last: twin };
    await twin.says(/^live /m);
    await Promise.race([sleep(mostMs * chance.uniform()), depot.end]);
    if (depot.isOver || twin.isOver) return { kills, last: twin };
    twin.child.kill("SIGKILL");
    await twin.end;
  }
}

/** Whether so much of the night is over that another twin might come too late to hear its end. */
async function lateness(tap: TappedSocket): Promise<() => boolean> {
  const asked = { settings: [], seed: null };
  const { scenario } = await loadScenario(diskFiles(root), path.join(root, NIGHT), asked);
  const { fromMs, toMs } = scenario.run;
  return () => tap.depotAtMs > fromMs + (toMs - fromMs) * KILLED_SHARE;
}

function summaryIn(folder: string): Summary {
  return JSON.parse(readFileSync(path.join(folder, "summary.json"), "utf8")) as Summary;
}

function journalIn(folder: string) {
  return journalFiles(path.join(folder, "journal"));
}

/** What is said, whenever that was. */
function wordsOf({ atMs: _at, knownAtMs: _known, ...said }: Observation): string {
  return JSON.stringify(Object.entries(said).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function expectNothingLost(tap: TappedSocket, folder: string): void {
  const known = new Set(commandsIn(journalIn(folder)));
  const strangers = tap.commands.filter((command) => !known.has(JSON.stringify(command)));
  expect(strangers).toEqual([]);
  const left = new Map<string, number>();
  for (const { entry } of readJournal(journalIn(folder)).records) {
    if (entry.kind !== "observation") continue;
    const words = wordsOf(entry.observation);
    left.set(words, (left.get(words) ?? 0) + 1);
  }
  for (const [number, observations] of tap.instants) {
    if (number > tap.confirmedUpTo) continue;
    for (const said of observations) {
      const words = wordsOf(said);
      const count = left.get(words) ?? 0;
      expect(count, `instant ${number}: ${words}`).toBeGreaterThan(0);
      left.set(words, count - 1);
    }
  }
}

function expectLimitsKept({ limits }: Summary): void {
  expect(limits).toMatchObject({ contractBreaches: 0, maxBreaches: 0 });
}

describe.skipIf(process.platform === "win32")("a twin of a depot in another process", () => {
  it("that is killed at any moment does in lock-step what run does", async () => {
    const ran = at("ran");
    busbar(["run", NIGHT, "--no-report", "--out", ran]);
    const whole = at("whole");
    busbar(["twin", NIGHT, "--no-report", "--out", whole, "--speed", "max"]);

    const tap = new TappedSocket();
    const depot = await depotAt(at("step.depot"), at("step"));
    await tap.open(at("step.tap"), at("step.depot"));
    const out = at("stepped");
    const next = () => twinAt(at("step.tap"), out, "--lock-step");
    const { kills, last } = await killedAgainAndAgain(next, depot, () => false, STEPPED_MS / KILLS);
    expect(await last.end).toEqual([0, null]);
    await depot.end;
    tap.close();
    expect(kills).toBeGreaterThan(KILLS / 4);
    expect(summaryIn(at("step")).digest).toBe(summaryIn(ran).digest);
    expect(commandsIn(journalIn(out))).toEqual(commandsIn(journalIn(whole)));
    expectNothingLost(tap, out);
    expect(busbar(["replay", out]).stderr).toMatch(/^same \d+ commands/);

    // One byte that is not as it was written is found, and where.
    const file = path.join(out, "journal", "journal-000001.ndjson");
    const bytes = readFileSync(file);
    const lines = bytes.toString("latin1").split("\n");
    const before = lines.slice(0, 100).join("\n").length + 1;
    bytes[before + 40]! ^= 1;
    writeFileSync(file, bytes);
    const refused = busbar(["replay", out]);
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain("journal-000001.ndjson");
    expect(refused.stderr).toContain(`record 100 `);
  });

  it("that is killed at any moment loses nothing and keeps all limits, and believes what is", async () => {
    const speed = String(Math.max(120, Math.round(36_000 / KILLS)));
    const tap = new TappedSocket();
    const depot = await depotAt(at("paced.depot"), at("paced"), "--speed", speed);
    await tap.open(at("paced.tap"), at("paced.depot"));
    const out = at("pacedTwin");
    const next = () => twinAt(at("paced.tap"), out);
    const { kills, last } = await killedAgainAndAgain(next, depot, await lateness(tap), 500);
    expect(await last.end).toEqual([0, null]);
    await depot.end;
    tap.close();
    expect(kills).toBeGreaterThan(KILLS / 4);
    expectNothingLost(tap, out);
    expectLimitsKept(summaryIn(at("paced")));
    expect(busbar(["replay", out]).stderr).toMatch(/^same \d+ commands/);
    const state = JSON.parse(readFileSync(path.join(out, "state.json"), "utf8")) as ControlView;
    const heard = [...readJournal(journalIn(out)).records].flatMap(({ entry }) =>
      entry.kind === "observation" ? [entry.observation] : [],
    );
    expectBelief(state, tap.lastReport, heard);
  });

  it("goes on without it when the depot is killed, and serves the next one", async () => {
    const depot = await depotAt(at("mortal"), at("first"), "--speed", "3600");
    const log = at("mortal.log");
    const twin = twinAt(at("mortal"), at("immortal"), "--log", log, "--http", "0");
    await twin.says(/^http .*\n/m);
    const port = /localhost:(\d+)/.exec(twin.told)![1];
    const page = async (name: string): Promise<unknown> =>
      (await fetch(`http://localhost:${port}/${name}`)).json();
    const health = async (): Promise<{ ok: boolean }> => (await page("healthz")) as { ok: boolean };
    const isCharging = async (): Promise<boolean> => {
      const { points } = (await page("state")) as ControlView;
      return points.some(({ session }) => session?.state === "flowing");
    };
    const until = async (ok: boolean): Promise<void> => {
      while ((await health()).ok !== ok) await sleep(20);
    };
    await until(true);
    while (!(await isCharging())) await sleep(50);
    depot.child.kill("SIGKILL");
    await depot.end;
    await twin.says(/^warning: the depot is away/m);
    expect(await health()).toMatchObject({ ok: false, troubles: ["depot away"] });

    const again = await depotAt(at("mortal"), at("second"), "--speed", "3600");
    await until(true);
    expect(busbar(["order", at("immortal"), "hold", "L01"]).status).toBe(0);
    // The buses that were there are gone, and others come.
    while (await isCharging()) await sleep(20);
    while (!(await isCharging())) await sleep(20);
    twin.child.kill("SIGTERM");
    expect(await twin.end).toEqual([130, null]);
    again.child.kill("SIGTERM");
    await again.end;
    expectLimitsKept(summaryIn(at("second")));
    expect(busbar(["replay", at("immortal")]).stderr).toMatch(/^same \d+ commands/);
    const told = readFileSync(log, "utf8").trim().split("\n");
    const events = told.map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(events).toContain("depot away");
    expect(events.filter((event) => event === "depot reached")).toHaveLength(2);
    // A journal goes on as what it was begun.
    const own = busbar(["twin", NIGHT, "--out", at("immortal"), "--speed", "max"]);
    expect(own.stderr).toContain("a depot elsewhere");
    expect(readdirSync(at("immortal"))).toContain("state.json");
  });
});

/** Soc on the link is rounded, and told in steps. */
const SOC_CLOSE = 0.01;
/** No battery of the scenario is smaller. */
const SMALLEST_KWH = 100;

/** @param heard what the twin heard, by the clock of the twin: that of the depot runs apart on a busy machine */
function expectBelief(
  { atMs, points, requests }: ControlView,
  report: readonly Observation[],
  heard: readonly Observation[],
): void {
  const plugged = report.flatMap((said) => (said.kind === "connected" ? [said] : []));
  const sessions = points.flatMap(({ id, session }) => (session === null ? [] : [{ id, session }]));
  expect(sessions.map(({ id }) => id).toSorted()).toEqual(
    plugged.map(({ pointId }) => pointId).toSorted(),
  );
  for (const { id, session } of sessions) {
    const charging = report.find((said) => said.kind === "charging" && said.pointId === id);
    if (charging?.kind !== "charging" || charging.soc === null) continue;
    // A depot tells of what flows when that changes; what has flowed since is believed.
    const last = heard.findLast((said) => said.kind === "charging" && said.pointId === id);
    const sinceH = Math.max(0, atMs - last!.knownAtMs) / 3_600_000;
    const mostSoc = charging.soc + (charging.powerKw * sinceH) / SMALLEST_KWH;
    expect(session.soc, id).toBeGreaterThan(charging.soc - SOC_CLOSE);
    expect(session.soc, id).toBeLessThan(mostSoc + SOC_CLOSE);
  }
  const here = new Set(sessions.map(({ session }) => session.vehicleId));
  const asked = report.flatMap((said) => (said.kind === "requestChanged" ? [said] : []));
  const awaited = asked.filter(({ vehicleId }) => !here.has(vehicleId));
  const believed = new Set(requests.map(({ requestId }) => requestId));
  for (const { requestId } of awaited) expect(believed.has(requestId)).toBe(true);
  const known = new Set(asked.map(({ requestId }) => requestId));
  for (const requestId of believed) expect(known.has(requestId)).toBe(true);
}
