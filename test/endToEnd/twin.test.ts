import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { journalFiles } from "../../src/host/journalDisk.ts";
import { RandomStream } from "../../src/engine/index.ts";
import { root } from "../house/sources.ts";
import { build, busbar, mainFile } from "../support/busbar.ts";
import { commandsIn } from "../support/smallTwin.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();
const NIGHT = "scenarios/incident-night.yaml";

beforeAll(build);

/** Starts it and ends it with that signal, so long after it has come to where its journal ends; how it ended. */
async function killed(args: readonly string[], signal: NodeJS.Signals, afterMs: number) {
  const child = spawn(process.execPath, [mainFile, ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const end = once(child, "close");
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (piece: string) => (told += piece));
  while (!/^live /m.test(told)) await Promise.race([once(child.stderr, "data"), end]);
  await sleep(afterMs);
  child.kill(signal);
  return end;
}

describe("a twin as a process of its own", () => {
  it("that is killed and stopped again and again ends as run does", async () => {
    const ran = busbar(["run", NIGHT, "--no-report", "--json", "--out", at("ran")]);
    const out = at("live");
    const words = ["twin", NIGHT, "--no-report", "--json", "--out", out, "--speed"];
    const chance = new RandomStream(1, "kills");
    for (let i = 0; i < 4; i++) {
      const [code, signal] = await killed([...words, "7200"], "SIGKILL", 400 * chance.uniform());
      expect([code, signal]).toEqual([null, "SIGKILL"]);
    }
    expect(await killed([...words, "7200"], "SIGINT", 500)).toEqual([130, null]);
    const end = busbar([...words, "max"]);
    expect(end.status).toBe(ran.status);
    expect(end.stdout).toBe(ran.stdout);
    expect(readdirSync(out)).toContain("sessions.csv");

    const whole = at("whole");
    busbar(["twin", NIGHT, "--no-report", "--out", whole, "--speed", "max"]);
    const commandsOf = (folder: string) => commandsIn(journalFiles(path.join(folder, "journal")));
    expect(commandsOf(out)).toEqual(commandsOf(whole));
    expect(busbar(["replay", out]).stderr).toMatch(/^same \d+ commands/);
  });

  it("tells pages, takes orders and foresees its night while it runs, and ends when it is asked to", async () => {
    const out = at("asked");
    const words = ["twin", NIGHT, "--no-report", "--out", out, "--speed", "600", "--http", "0"];
    const log = at("twin.log");
    const child = spawn(process.execPath, [mainFile, ...words, "--log", log], {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const end = once(child, "close");
    let told = "";
    child.stderr.setEncoding("utf8").on("data", (piece: string) => (told += piece));
    while (!/^live /m.test(told)) await Promise.race([once(child.stderr, "data"), end]);
    const port = /^http +http:\/\/localhost:(\d+)/m.exec(told)?.[1];
    const page = async (name: string) => (await fetch(`http://localhost:${port}/${name}`)).text();
    expect(JSON.parse(await page("healthz"))).toMatchObject({ ok: true });
    expect(await page("metrics")).toContain("busbar_virtual_time_seconds ");

    expect(busbar(["order", out, "hold", "L01"]).status).toBe(0);
    const state = JSON.parse(await page("state")) as { points: { id: string; order: string }[] };
    expect(state.points.find(({ id }) => id === "L01")?.order).toBe("hold");
    expect(busbar(["forecast", out]).stderr).toMatch(/buses will be ready|no bus is there/);
    // Another cannot have the same folder.
    expect(busbar(words.slice(0, -2)).status).toBe(5);

    child.kill("SIGTERM");
    expect(await end).toEqual([130, null]);
    expect(busbar(["order", out, "auto", "L01"]).status).toBe(5);
    const events = readFileSync(log, "utf8").trim().split("\n");
    expect(events.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      "begun",
      "serving",
      "order",
      "stopped",
    ]);
  });
});
