import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/host/index.ts";
import { readJournal } from "../../src/record/index.ts";
import { root } from "../house/sources.ts";
import { MemoryLive } from "../support/memoryLive.ts";
import { busbar, MemoryStore } from "../support/memorySurroundings.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { testCertificate } from "../support/testCertificate.ts";

const at = temporaryFolder();
const SPEED = "12000";

/** A scenario whose presystem is a real one. */
function scenario(port: number): string {
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
`,
  );
  return at("depot.yaml");
}

describe("a twin with a real presystem", () => {
  it("hears it instead of the simulated one, and goes on with it after a restart", async () => {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const file = scenario(port);
    const live = new MemoryLive();
    const store = new MemoryStore();
    const around = { live, journals: live.journals, store, clock: systemClock };
    const words = ["twin", file, "--out", "a", "--no-report", "--speed", SPEED];
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
});
