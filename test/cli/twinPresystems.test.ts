import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { journalFiles, systemClock } from "../../src/host/index.ts";
import { readJournal } from "../../src/record/index.ts";
import { root } from "../house/sources.ts";
import { MemoryLive } from "../support/memoryLive.ts";
import { busbar, MemoryStore } from "../support/memorySurroundings.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { testCertificate } from "../support/testCertificate.ts";
import { strangerAt, until } from "../support/vdv463Wire.ts";

const at = temporaryFolder();
const SPEED = "12000";

/** A scenario whose presystem is a real one. @param decided more of it, line by line */
function scenario(port: number, ...decided: readonly string[]): string {
  writeFileSync(at("password"), "open sesame\n");
  writeFileSync(at("cert.pem"), testCertificate.cert);
  writeFileSync(at("key.pem"), testCertificate.key);
  writeFileSync(
    at("depot.yaml"),
    `extends: ${path.join(root, "scenarios/quickstart.yaml")}
presystems:
  port: ${port}
  certFile: cert.pem
  keyFile: key.pem
  accounts:
    - { user: dms, passwordFile: password, presystemIds: ["urn:busbar:dms"] }
${decided.map((line) => `  ${line}\n`).join("")}`,
  );
  return at("depot.yaml");
}

const schemas = sharedPath("vdv463/schemas");

/** A clock that goes, and all in memory but for the official schemas. */
function twinSurroundings() {
  const live = new MemoryLive();
  const journals: typeof live.journals = (folder) =>
    folder.startsWith(schemas) ? journalFiles(folder) : live.journals(folder);
  const store = new MemoryStore();
  return { live, journals, store, clock: systemClock };
}

describe("a twin with a real presystem", () => {
  it("hears it instead of the simulated one, and goes on with it after a restart", async () => {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const file = scenario(port);
    const around = twinSurroundings();
    const { live } = around;
    const words = ["twin", file, "--out", "a", "--no-report", "--speed", SPEED];
    if (hasSharedData) words.push("--schemas", schemas);
    const url = `wss://127.0.0.1:${port}/vdv463`;
    const call = ["--user", "dms", "--password-file", at("password"), "--ca", at("cert.pem")];
    const emulated = busbar([
      ...["emulate", "dms", "--scenario", file, "--cms", url, "--keep-times"].concat(call),
      "--speed",
      SPEED,
    ]);
    const part = await busbar([...words, "--until", "2026-03-02T20:00Z"], around);
    expect(part.stderr).toContain(`vdv463     ${url}`);
    const before = [...readJournal(live.journals("a/journal")).records].length;
    const whole = await busbar(words, around);
    const { exitCode, stderr } = await emulated;
    expect([part.exitCode, whole.exitCode, exitCode]).toEqual([0, 0, 0]);
    expect(stderr).toContain("boot accepted");
    if (hasSharedData) {
      const looked = (part.stderr + whole.stderr).match(/schemas +\d+ frames .* flaws/g)!;
      expect(looked).toEqual([
        expect.stringContaining(" 0 flaws"),
        expect.stringContaining(" 0 flaws"),
      ]);
      expect(looked.some((line) => / [1-9]\d* frames/.test(line))).toBe(true);
    }
    const records = [...readJournal(live.journals("a/journal")).records];
    expect(records.length).toBeGreaterThan(before);
    const requestIds = records.flatMap(({ entry }) =>
      entry.kind === "observation" && "requestId" in entry.observation
        ? [entry.observation.requestId as string]
        : [],
    );
    expect(requestIds.length).toBeGreaterThan(5);
    expect(requestIds.filter((name) => !name.startsWith("urn%3Abusbar%3Adms/"))).toEqual([]);
    const replayed = await busbar(["replay", "a", "--scenario", file], around);
    expect(replayed.stderr).toMatch(/^same \d+ commands/);
    expect(replayed.exitCode).toBe(0);
    expect(JSON.stringify(records) + part.stderr + whole.stderr).not.toContain("sesame");
  }, 90_000);

  it("is no matter for other commands, and is checked like all else", async () => {
    const file = scenario(8463);
    const plain = await busbar(["run", "scenarios/quickstart.yaml", "--json", "--no-report"]);
    const ran = await busbar(["run", file, "--json", "--no-report"]);
    const digest = ({ stdout }: { stdout: string }) =>
      (JSON.parse(stdout) as { digest: string }).digest;
    expect(digest(ran)).toBe(digest(plain));
    const wrong = await busbar(["validate", file, "--set", "presystems.port=0"]);
    expect(wrong.exitCode).toBe(3);
    expect(wrong.stderr).toContain("presystems.port");
  });

  it("says that nobody can call a twin that keeps step with a depot elsewhere", async () => {
    const words = ["twin", scenario(8463), "--depot", at("no-depot"), "--out", "elsewhere"];
    const stopped = { ...twinSurroundings(), onInterrupt: (stop: () => void) => stop() };
    const { stderr } = await busbar([...words, "--lock-step"], stopped);
    expect(stderr).toContain("warning: nobody of `presystems` can call");
    const asked = await busbar([...words, "--lock-step", "--schemas", "."], stopped);
    expect(asked).toMatchObject({ exitCode: 2 });
    expect(asked.stderr).toContain("--schemas does not go with --depot --lock-step");
  });

  it("lets nobody in while the depot that it is to charge in was not reached", async () => {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    let stop = (): void => {};
    const surroundings = {
      ...twinSurroundings(),
      onInterrupt: (tell: () => void) => {
        stop = tell;
      },
    };
    const words = ["twin", scenario(port), "--depot", at("no-depot"), "--out", "waiting"];
    const ran = busbar(words, surroundings);
    const ends: string[] = [];
    while (ends.length === 0 || ends[0]!.includes("ECONNREFUSED")) {
      const stranger = strangerAt(`wss://127.0.0.1:${port}/vdv463`);
      await stranger.opened;
      ends.splice(0, ends.length, ...stranger.ends);
    }
    stop();
    expect(ends[0]).toContain("503");
    expect((await ran).exitCode).toBe(130);
  });
});

describe.skipIf(!hasSharedData)("a twin that is given the official schemas", () => {
  it("tells its log where a frame is not as they have it, and goes on", async () => {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const surroundings = twinSurroundings();
    const words = ["--log", "stderr", "--no-report", "--until", "2026-03-02T17:00Z"];
    const ran = busbar(
      ["twin", scenario(port, "path: /cms", "schemaVersion: 1.1"), "--schemas", schemas].concat(
        words,
        "--out",
        "a",
        "--speed",
        "6000",
      ),
      surroundings,
    );
    const credentials = { user: "dms", password: "open sesame" };
    let stranger = strangerAt(`wss://127.0.0.1:${port}/cms`, { credentials });
    await stranger.opened;
    while (stranger.ends.length > 0) {
      stranger = strangerAt(`wss://127.0.0.1:${port}/cms`, { credentials });
      await stranger.opened;
    }
    const boot = (presystem: string): void =>
      stranger.socket.send(
        JSON.stringify([
          1,
          presystem,
          "urn:busbar:dms",
          new Date().toISOString(),
          "00000000-0000-4000-8000-000000000001",
          "BootNotification",
          { presystem },
        ]),
      );
    boot("DMS");
    stranger.socket.send("{");
    boot("BMS");
    // Of the depot is told after a boot: by then all has been heard.
    await until(() => stranger.heard.some((text) => text.includes("ProvideChargingInformation")));
    const { exitCode, stderr } = await ran;
    expect(exitCode).toBe(0);
    const { logged } = surroundings.live;
    expect(logged.filter((one) => "event" in one && one.event === "vdv463 schemaFlaw")).toEqual([
      expect.objectContaining({
        user: "dms",
        text: expect.stringContaining("schema, p>c: BootNotificationRequest/presystem"),
      }),
      expect.objectContaining({ user: "dms", text: "schema, p>c: not JSON" }),
    ]);
    const [, frames] = /^schemas +(\d+) frames held .*, 2 flaws$/m.exec(stderr) ?? [];
    expect(Number(frames)).toBeGreaterThanOrEqual(7);
    expect(JSON.stringify(logged)).not.toContain("sesame");
  }, 90_000);

  it.each([
    ["there is none", at("nowhere"), "found no folder for edition 1.1, expected one like 1.1.0"],
    ["it is that of one edition", `${schemas}/1.1.0`, "found no folder"],
    ["it holds something else", "wrong", "found no MessageStructure.json"],
  ])("says so once, before it begins, where %s", async (_what, folder, message) => {
    const surroundings = twinSurroundings();
    surroundings.live.diskOf("wrong").append("1.1.0", new Uint8Array());
    const file = scenario(8463);
    const { exitCode, stderr } = await busbar(["twin", file, "--schemas", folder], surroundings);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(exitCode).toBe(3);
  });

  it.each([[[]], [["--depot", "d"]]])("needs presystems: %j", async (words) => {
    const asked = ["twin", "scenarios/quickstart.yaml", ...words, "--schemas", "s"];
    const { exitCode, stderr } = await busbar(asked, twinSurroundings());
    expect(stderr).toContain("--schemas goes with presystems, and the scenario has none");
    expect(exitCode).toBe(2);
  });
});
