import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { liveHost } from "../../src/host/index.ts";
import { FrameLogSurvey } from "../../src/record/index.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";
import { busbar } from "../support/memorySurroundings.ts";
import { realChargeManagement } from "../support/realChargeManagement.ts";
import { testCertificate } from "../support/testCertificate.ts";

const folder = mkdtempSync(path.join(tmpdir(), "busbar-emulate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};
const ca = file("ca.pem", testCertificate.cert);
const passwordFile = file("password", "open sesame\n");
const callArguments = ["--user", "dms", "--password-file", passwordFile, "--ca", ca];

describe("busbar emulate", () => {
  it("plays the day of a depot management against a real server, and keeps all frames but secrets", async () => {
    const server = await realChargeManagement();
    const log = path.join(folder, "day.vdv463.ndjson");
    const { exitCode, stderr } = await busbar(
      [
        "emulate",
        "dms",
        "--scenario",
        "scenarios/quickstart.yaml",
        "--cms",
        server.url,
        ...callArguments,
        "--speed",
        "40000",
        "--log",
        log,
        "--set",
        "uncertainty=typical",
        "--set",
        "operations.ambientC=-10",
        "--set",
        "vehicleTypes.S12.preconditioning.heating=ptc",
      ],
      { live: liveHost(folder) },
    );
    await server.close();
    expect(stderr).toContain("boot accepted");
    expect(server.told.some(({ kind }) => kind === "preconditioningNeed")).toBe(true);
    expect(exitCode).toBe(0);
    const wanted = server.told.filter(({ kind }) => kind === "requestChanged");
    const vehicles = new Set(wanted.map((one) => "vehicleId" in one && one.vehicleId));
    expect(vehicles.size).toBeGreaterThan(10);
    const text = readFileSync(log, "utf8");
    expect(text).toContain('"user":"dms"');
    expect(text + stderr).not.toContain("sesame");
    const survey = new FrameLogSurvey();
    survey.push(readFileSync(log));
    const facts = survey.facts();
    expect(facts).toMatchObject({ isEnded: true, isChained: true, damages: 0 });
    expect(facts.links[0]!.frames["p>c"]).toBeGreaterThan(3);
    expect(facts.links[0]!.frames["c>p"]).toBeGreaterThan(3);
    expect(readdirSync(folder).toSorted()).toEqual(["ca.pem", "day.vdv463.ndjson", "password"]);
  }, 60_000);

  it("plays what a timetable alone lets expect, over connections that are lost, by the letter of the schemas", async (context) => {
    if (!hasSharedData) context.skip();
    const server = await realChargeManagement();
    const { exitCode, stderr } = await busbar([
      "emulate",
      "dms",
      "--timetable",
      "fixtures/small-town-stays.csv",
      "--cms",
      server.url,
      ...callArguments,
      "--speed",
      "100000",
      "--schemas",
      sharedPath("vdv463/schemas"),
      "--reconnect-min",
      "0.02",
      "--seed",
      "3",
    ]);
    await server.close();
    expect(exitCode).toBe(0);
    expect(stderr).toContain("disconnected");
    expect(stderr).not.toContain("schema");
    expect(server.told.length).toBeGreaterThan(0);
  }, 60_000);

  it("says that it was not let in, and ends with 5", async () => {
    const server = await realChargeManagement();
    const { exitCode, stderr } = await busbar([
      "emulate",
      "itcs",
      "--scenario",
      "scenarios/quickstart.yaml",
      "--cms",
      server.url,
      "--set",
      "uncertainty=typical",
      "--user",
      "dms",
      "--speed",
      "1000000",
      "--ca",
      ca,
      "--password-file",
      file("wrong", "guessed"),
    ]);
    await server.close();
    expect(stderr).toContain("status 401");
    expect(exitCode).toBe(5);
  }, 60_000);

  it.each([
    [["--cms", "wss://d/x"], "emulate needs a day: --scenario FILE or --timetable FILE"],
    [["--scenario", "scenarios/quickstart.yaml"], "--cms"],
    [["--cms", "http://d"], '--cms: found "http://d", expected an address like'],
    [["--cms", "wss://user:secret@d"], "--cms: found"],
    [["--cms", "wss://d/x", "--user", "u"], "a user needs a password: --password-file FILE"],
    [["--cms", "wss://d/x", "--edition", "3"], '--edition: found "3", expected 1.0, 1.1 or 2.0'],
  ])("refuses %j", async (words, message) => {
    const { exitCode, stderr } = await busbar(["emulate", "dms", ...words]);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });
});

describe("busbar doctor", () => {
  it("finds nothing to mend where all is well", async () => {
    const server = await realChargeManagement();
    const { exitCode, stdout } = await busbar([
      "doctor",
      "vdv463",
      server.url,
      "--presystem-id",
      "urn:busbar:dms",
      ...callArguments,
    ]);
    await server.close();
    expect(stdout.split("\n").filter((line) => line !== "" && !line.startsWith("ok"))).toEqual([]);
    expect(stdout).toMatch(/encryption +TLSv1/);
    expect(stdout).toMatch(/information +1 depots, 1 stations, 1 points/);
    expect(exitCode).toBe(0);
    // It asks for nothing, and takes nothing away that the presystem of that name has asked for.
    expect(server.events.map(({ kind }) => kind)).not.toContain("chargingRequestsReceived");
  });

  it.each([
    ["a name that nobody knows", "wss://no-such-host.invalid/vdv463", [], "name"],
    ["a port at which nobody listens", "wss://127.0.0.1:1/vdv463", [], "connection"],
  ])("tells of %s", async (_what, url, words, step) => {
    const { exitCode, stdout } = await busbar(["doctor", "vdv463", url, ...words]);
    expect(stdout).toContain(`NO  ${step}`);
    expect(exitCode).toBe(5);
  });

  it.each([
    ["who vouches for nobody", [], "certificate"],
    ["who has no user", ["--ca", ca], "it wants a user"],
    [
      "whose password is wrong",
      ["--ca", ca, "--user", "dms", "--password-file", ca],
      "password is wrong",
    ],
    ["who speaks another edition", [...callArguments, "--edition", "1.0"], "edition"],
    ["who may not come in under that name", callArguments, "--presystem-id"],
  ])("tells one %s what to do", async (what, words, mend) => {
    const editions = what.includes("edition") ? { versions: ["2.0" as const] } : {};
    const server = await realChargeManagement(editions);
    const { exitCode, stdout } = await busbar(["doctor", "vdv463", server.url, ...words]);
    await server.close();
    expect(stdout).toContain("NO  ");
    expect(stdout).toContain(mend);
    expect(exitCode).toBe(5);
  });
});
