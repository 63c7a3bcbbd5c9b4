import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { liveHost } from "../../src/host/index.ts";
import { FrameLogReader, type FrameLogLine } from "../../src/record/index.ts";
import { busbar } from "../support/memorySurroundings.ts";
import { realChargeManagement } from "../support/realChargeManagement.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { testCertificate } from "../support/testCertificate.ts";

const at = temporaryFolder();

/** Records what `talk` does with the address that it is given. */
async function recorded(
  upstream: string,
  talk: (url: string) => Promise<void>,
  words: readonly string[] = [],
) {
  const ca = at("ca.pem");
  writeFileSync(ca, testCertificate.cert);
  const log = at(`${Math.random()}.vdv463.ndjson`);
  let stop = (): void => {};
  let listens = (_url: string): void => {};
  const url = new Promise<string>((resolve) => {
    listens = resolve;
  });
  let told = "";
  const args = ["record", "vdv463", "--upstream", upstream, "--log", log, "--ca", ca, ...words];
  const outcome = busbar(args, {
    live: liveHost(at()),
    onInterrupt: (tell) => {
      stop = tell;
    },
    stderr: (text) => {
      told += text;
      const [, address] = /^recording +(\S+)/.exec(text) ?? [];
      if (address !== undefined) listens(address);
    },
  });
  await talk(await url);
  stop();
  const { exitCode } = await outcome;
  const reader = new FrameLogReader();
  const text = readFileSync(log, "utf8");
  const lines = reader.push(readFileSync(log));
  return { exitCode, told, text, lines, reader, log };
}

const raws = (lines: readonly FrameLogLine[], d: string): string[] =>
  lines.flatMap((line) =>
    line.t === "frame" && line.d === d && line.op === "text" ? [line.raw] : [],
  );

describe("busbar record", () => {
  it("passes all on between a presystem and a charge management, and keeps it but for secrets", async () => {
    const server = await realChargeManagement();
    const password = at("password");
    writeFileSync(password, "open sesame");
    const behind = new URL(server.url);
    const { exitCode, lines, reader, text, log } = await recorded(
      `wss://${behind.host}`,
      async (url) => {
        const call = ["--user", "dms", "--password-file", password];
        const words = ["doctor", "vdv463", `${url}/vdv463`, "--presystem-id", "urn:busbar:dms"];
        const { stdout, exitCode: healthy } = await busbar([...words, ...call]);
        expect(stdout).toContain("1 depots, 1 stations, 1 points");
        expect(healthy).toBe(0);
        const { stdout: refused } = await busbar(words);
        expect(refused).toContain("it wants a user");
      },
      ["--listen", "0"],
    );
    await server.close();
    expect(exitCode).toBe(0);
    expect(reader.damages).toBe(0);
    expect(reader.isEnded).toBe(true);
    expect(text).not.toContain("sesame");
    expect(text).not.toContain(Buffer.from("dms:open sesame").toString("base64"));
    const opens = lines.filter((line) => line.t === "open");
    expect(opens).toMatchObject([
      { url: "/vdv463", status: 101, selected: "v2.463.vdv.de", auth: { user: "dms" } },
      { url: "/vdv463", status: 401 },
    ]);
    const [boot] = raws(lines, "p>c");
    expect(JSON.parse(boot!)).toMatchObject({ 5: "BootNotification" });
    const actions = raws(lines, "c>p").map((raw) => (JSON.parse(raw) as unknown[])[5]);
    expect(actions).toEqual(["BootNotification", "ProvideChargingInformation"]);
    const closes = lines.filter((line) => line.t === "close");
    expect(closes).toMatchObject([{ by: "p", clean: true }, { by: "c" }]);
    const inspected = await busbar(["inspect", log]);
    expect(inspected.stdout).toContain("edition 2.0, BMS urn:busbar:dms");
  });

  it("passes on that nobody is behind it", async () => {
    const { lines, exitCode } = await recorded(
      "ws://127.0.0.1:1",
      async (url) => {
        const { stdout } = await busbar(["doctor", "vdv463", `${url}/x`]);
        expect(stdout).toContain("status 502");
      },
      ["--listen", "127.0.0.1:0"],
    );
    expect(exitCode).toBe(0);
    expect(lines.filter(({ t }) => t === "open")).toMatchObject([{ status: 502 }]);
  });

  it.each([
    [["--listen", "0.0.0.0:0", "--upstream", "wss://d"], 5, "there is no certificate"],
    [["--listen", "0", "--upstream", "ws://192.0.2.1"], 5, "is not encrypted"],
    [["--listen", "x", "--upstream", "wss://d"], 2, "expected HOST:PORT, or a port"],
    [["--listen", "0", "--upstream", "wss://d", "--cert", "a"], 2, "--cert and --key together"],
  ])("refuses %j", async (words, code, message) => {
    const log = at("refused.ndjson");
    const { exitCode, stderr } = await busbar(["record", "vdv463", "--log", log, ...words], {
      live: liveHost(at()),
    });
    expect(stderr).toContain(message);
    expect(exitCode).toBe(code);
  });
});
