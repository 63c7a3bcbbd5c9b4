import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { RandomStream } from "../../src/engine/index.ts";
import { diskFiles } from "../../src/host/index.ts";
import { journalFiles } from "../../src/host/journalDisk.ts";
import type { Summary } from "../../src/kpi/index.ts";
import type { Observation, RequestChanged } from "../../src/messages/index.ts";
import { readJournal } from "../../src/record/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { root } from "../house/sources.ts";
import { build, busbar } from "../support/busbar.ts";
import { confirmedLists, firstLost, wishesHeard } from "../support/confirmedRequests.ts";
import { presystemDepot } from "../support/presystemDepot.ts";
import { Running } from "../support/running.ts";
import { commandsIn, plainRun } from "../support/smallTwin.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

/** How often a twin is killed in each night. */
const KILLS = Number(process.env["BUSBAR_KILLS"] ?? 5);
const DMS = "urn:busbar:dms";
const ITCS = "urn:busbar:itcs";
const at = temporaryFolder();

beforeAll(build, 120_000);

/** A depot that lasts as long as it is killed, and what calls it. */
function depot(strategy: string) {
  const days = 2 * Math.ceil(KILLS / 10) + 1;
  const around = { buses: 8, days, strategy, presystems: ["dms", "itcs"] } as const;
  return presystemDepot(around, at);
}

/** Kills a twin again and again, at any moment of its life, while somebody still speaks; the last one lives. */
async function killedAgainAndAgain(
  next: () => Running,
  talking: Running,
  mostMs: number,
): Promise<{ readonly kills: number; readonly last: Running }> {
  const chance = new RandomStream(KILLS, "kills");
  for (let kills = 0; ; kills++) {
    const twin = next();
    if (kills === KILLS) return { kills, last: twin };
    await twin.says(/^live /m);
    await Promise.race([sleep(mostMs * chance.uniform()), talking.end]);
    if (talking.isOver || twin.isOver) return { kills, last: twin };
    twin.child.kill("SIGKILL");
    await twin.end;
  }
}

function journalIn(folder: string) {
  return journalFiles(path.join(folder, "journal"));
}

/** Of what presystems were confirmed, by what they recorded themselves. */
function expectNothingLost(folder: string, name: string): void {
  const heard = [...readJournal(journalIn(folder)).records].flatMap(({ entry }) =>
    entry.kind === "observation" ? [entry.observation] : [],
  );
  for (const [id, first, file] of [
    [DMS, "", "dms"],
    [ITCS, DMS, "itcs"],
  ] as const) {
    const lists = confirmedLists(readFileSync(at(`${name}-${file}`, "log.ndjson"), "utf8"));
    expect(firstLost(lists, wishesHeard(heard, id, first)), id).toBeNull();
    // Late buses may all come and go while nobody listens.
    if (id === ITCS) continue;
    expect(lists.some((list) => list.size > 0)).toBe(true);
    // Had one of them not been kept, it would be known.
    const requestIds = heard.flatMap((said) => (isOf(id, said) ? [said.requestId] : []));
    const lost = requestIds[requestIds.length >> 1];
    const others = heard.filter((said) => !("requestId" in said && said.requestId === lost));
    expect(firstLost(lists, wishesHeard(others, id, first))).not.toBeNull();
  }
}

function isOf(presystemId: string, said: Observation): said is RequestChanged {
  return (
    said.kind === "requestChanged" &&
    said.requestId.startsWith(`${encodeURIComponent(presystemId)}/`)
  );
}

function expectLimitsKept(folder: string): void {
  const text = readFileSync(path.join(folder, "summary.json"), "utf8");
  const { limits } = JSON.parse(text) as Summary;
  expect(limits).toMatchObject({ contractBreaches: 0, maxBreaches: 0 });
}

describe("a twin whose presystems are other processes", () => {
  it("asks in lock-step for what a plain run does, whenever it is killed", async () => {
    const { scenario, emulate } = depot("leastLaxityFirst");
    const loaded = await loadScenario(diskFiles(root), scenario, { settings: [], seed: null });
    const plain = plainRun(loaded.scenario);
    const [dms, itcs] = (["dms", "itcs"] as const).map(
      (name) =>
        new Running(...emulate(name), "--lock-step", "--log", at(`a-${name}`, "log.ndjson")),
    ) as [Running, Running];
    const out = at("inStep");
    const next = () => new Running("twin", scenario, "--lock-step", "--no-report", "--out", out);
    const { kills, last } = await killedAgainAndAgain(next, dms, 600);
    expect(await last.end, last.told).toEqual([0, null]);
    expect(await dms.end, dms.told).toEqual([0, null]);
    expect(await itcs.end, itcs.told).toEqual([0, null]);
    expect(kills).toBeGreaterThan(KILLS / 4);
    expectNothingLost(out, "a");
    expectLimitsKept(out);
    expect(commandsIn(journalIn(out))).toEqual(plain.commands);
    expect(busbar(["replay", out]).stderr).toMatch(/^same \d+ commands/);
  });

  it("loses nothing that it has confirmed and keeps all limits, whenever it is killed", async () => {
    const { scenario, emulate } = depot("firstComeFirstServed");
    const speed = "9000";
    const [dms, itcs] = (["dms", "itcs"] as const).map((name) => {
      const words = ["--speed", speed, "--keep-times", "--redial-s", "0.1"];
      return new Running(...emulate(name), ...words, "--log", at(`b-${name}`, "log.ndjson"));
    }) as [Running, Running];
    const out = at("paced");
    const twin = (speed: string) =>
      new Running("twin", scenario, "--no-report", "--out", out, "--speed", speed);
    const { kills, last: listening } = await killedAgainAndAgain(() => twin(speed), dms, 1500);
    expect(await dms.end, dms.told).toEqual([0, null]);
    expect(await itcs.end, itcs.told).toEqual([0, null]);
    listening.child.kill("SIGKILL");
    await listening.end;
    const rest = twin("max");
    expect(await rest.end, rest.told).toEqual([0, null]);
    expect(kills).toBeGreaterThan(KILLS / 4);
    expectNothingLost(out, "b");
    expectLimitsKept(out);
    expect(busbar(["replay", out]).stderr).toMatch(/^same \d+ commands/);
  });

  it.skipIf(process.platform === "win32")(
    "loses nothing where its depot is another process, too, which judges the limits",
    async () => {
      const { scenario, emulate } = depot("leastLaxityFirst");
      const speed = "7200";
      const words = ["--listen", at("c.socket"), "--no-report", "--out", at("c")];
      const elsewhere = new Running("depot", scenario, ...words, "--speed", speed);
      const out = at("c.twin");
      // It waits for its depot, and presystems wait with it.
      const next = () => new Running("twin", scenario, "--depot", at("c.socket"), "--out", out);
      const [dms, itcs] = (["dms", "itcs"] as const).map((name) => {
        const said = ["--speed", speed, "--keep-times", "--redial-s", "0.1"];
        return new Running(...emulate(name), ...said, "--log", at(`c-${name}`, "log.ndjson"));
      }) as [Running, Running];
      const { kills, last } = await killedAgainAndAgain(next, dms, 1500);
      expect(await dms.end, dms.told).toEqual([0, null]);
      expect(await itcs.end, itcs.told).toEqual([0, null]);
      expect(await elsewhere.end, elsewhere.told).toEqual([0, null]);
      // One that was started after that would wait for another depot.
      last.child.kill("SIGTERM");
      await last.end;
      expect(kills).toBeGreaterThan(KILLS / 4);
      expectNothingLost(out, "c");
      expectLimitsKept(at("c"));
      expect(busbar(["replay", out]).stderr).toMatch(/^same \d+ commands/);
    },
  );
});
