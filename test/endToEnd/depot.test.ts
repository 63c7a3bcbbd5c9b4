import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { Engine } from "../../src/engine/index.ts";
import { connectLines, diskFiles, streamChannel } from "../../src/host/index.ts";
import type { Summary } from "../../src/kpi/index.ts";
import { ControlEnd, type LineChannel } from "../../src/links/index.ts";
import { directLink, type Observation } from "../../src/messages/index.ts";
import { digest, shortHash } from "../../src/record/index.ts";
import { loadScenario, type LoadedScenario } from "../../src/scenario/index.ts";
import { ChargeManagement } from "../../src/simulation/chargeManagement.ts";
import { RemoteManagement, Simulation } from "../../src/simulation/index.ts";
import { root } from "../house/sources.ts";
import { build, mainFile } from "../support/busbar.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const SCENARIO = "scenarios/quickstart.yaml";
const at = temporaryFolder();

beforeAll(build, 120_000);

describe("a depot in a process of its own", () => {
  it("is charged over standard input and output exactly as in one process", async () => {
    const loaded = await quickstart();
    const depot = started("--listen", "-", "--out", at("stdio"));
    const management = managementOf(loaded);
    management.connect(streamChannel(depot.stdout!, depot.stdin!, () => {}));
    expect(await once(depot, "exit")).toEqual([0, null]);
    expect(summaryAt("stdio").digest).toBe(digest(new Simulation(loaded.scenario).run()));
  });

  it.skipIf(process.platform === "win32")(
    "waits at a socket for the next controller when one dies, and nothing is lost",
    async () => {
      const loaded = await quickstart();
      const depot = started("--listen", at("socket"), "--out", at("socketed"));
      let state: string | null = null;
      let instants = 0;
      let channel: LineChannel | null = null;
      const next = async (dieAfter: number): Promise<void> => {
        const management = managementOf(loaded, () => {
          state = JSON.stringify(management.snapshot());
          if (++instants === dieAfter) channel?.close();
        });
        if (state !== null) management.restore(JSON.parse(state) as never);
        channel = await connectLines(at("socket"), () => {});
        const gone = new Promise<void>((resolve) => channel!.onClose(resolve));
        management.connect(channel);
        await gone;
      };
      while (!existsSync(at("socket"))) await sleep(20);
      await next(50);
      await next(120);
      const over = once(depot, "exit");
      void next(Infinity);
      expect(await over).toEqual([0, null]);
      expect(summaryAt("socketed").digest).toBe(digest(new Simulation(loaded.scenario).run()));
    },
  );

  it("goes by the wall clock where there is a speed, each end by its own", async () => {
    const { scenario, resolved } = await quickstart();
    const speed = 20_000;
    const depot = started("--speed", String(speed), "--out", at("paced"));
    const engine = new Engine(scenario.run.fromMs);
    let startMs = performance.now();
    const clockMs = (): number =>
      scenario.run.fromMs + Math.floor((performance.now() - startMs) * speed);
    const catchUp = (): void => {
      while (engine.nextAtMs <= clockMs()) engine.step();
    };
    const end = new ControlEnd(engine, {
      scenario: shortHash(resolved),
      pacing: "paced",
      pointIds: scenario.stations.map((station) => station.id),
      nodeIds: scenario.nodes.map((node) => node.id),
      commit: () => {},
      warn: fail,
      refused: fail,
      met: (hello) => {
        expect(hello.speed).toBe(speed);
        startMs = performance.now() - (hello.nowMs - scenario.run.fromMs) / speed;
      },
      clockMs,
      woken: catchUp,
    });
    const heardAtMs: number[] = [];
    let commands = 0;
    const journal = {
      observed: ({ knownAtMs }: Observation) => void heardAtMs.push(knownAtMs),
      commanded: () => void commands++,
      commit: () => {
        end.committed();
        return true;
      },
    };
    const listeners = { journal };
    void new ChargeManagement(engine, scenario, end.ports, directLink, listeners);
    end.connect(streamChannel(depot.stdout!, depot.stdin!, () => {}));
    const ticking = setInterval(catchUp, 2);
    expect(await once(depot, "exit")).toEqual([0, null]);
    clearInterval(ticking);
    const summary = summaryAt("paced");
    expect(summary.complete).toBe(true);
    expect(summary.energy.gridKwh).toBeGreaterThan(0);
    expect(commands).toBeGreaterThan(0);
    expect(heardAtMs).toEqual(heardAtMs.toSorted((a, b) => a - b));
  });

  it.skipIf(process.platform === "win32")("keeps what it has at SIGTERM", async () => {
    const depot = started("--listen", at("lonely"), "--out", at("ended"));
    while (!existsSync(at("lonely"))) await sleep(20);
    depot.kill("SIGTERM");
    expect(await once(depot, "exit")).toEqual([130, null]);
    expect(summaryAt("ended").complete).toBe(false);
    expect(existsSync(at("lonely"))).toBe(false);
  });

  it("will not be charged by the controller of another depot", async () => {
    const loaded = await quickstart("grid.contractKw=500");
    const depot = started("--listen", "-", "--out", at("refused"));
    let stderr = "";
    depot.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const reasons: string[] = [];
    const management = managementOf(loaded, undefined, (reason) => reasons.push(reason));
    management.connect(streamChannel(depot.stdout!, depot.stdin!, () => {}));
    const [code] = (await once(depot, "exit")) as [number];
    expect(code).not.toBe(0);
    expect(reasons[0]).toMatch(/^the depot has scenario [0-9a-f]{8}, lockStep, version 2; the/);
    expect(stderr).toContain("warning: the depot has scenario");
  });
});

function started(...args: readonly string[]): ChildProcess {
  const all = [mainFile, "depot", SCENARIO, "--no-report", ...args];
  return spawn(process.execPath, all, { cwd: root, stdio: ["pipe", "pipe", "pipe"] });
}

async function quickstart(...settings: readonly string[]): Promise<LoadedScenario> {
  return loadScenario(diskFiles(root), SCENARIO, { settings, seed: null });
}

function managementOf(
  { scenario, resolved }: LoadedScenario,
  commit: () => void = () => {},
  refused: (reason: string) => void = () => {},
): RemoteManagement {
  return new RemoteManagement(scenario, {
    scenario: shortHash(resolved),
    warn: fail,
    refused,
    commit,
  });
}

function fail(text: string): never {
  throw new Error(text);
}

function summaryAt(folder: string): Summary {
  return JSON.parse(readFileSync(at(folder, "summary.json"), "utf8")) as Summary;
}
