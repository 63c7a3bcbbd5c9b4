import { Buffer } from "node:buffer";
import net from "node:net";
import tls from "node:tls";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listenOptions, listenWebSocket } from "../../../src/host/index.ts";
import { ChargeManagementServer, serverOptions } from "../../../src/protocols/vdv463/index.ts";
import { framesHeld } from "../../support/byTheLetter.ts";
import { hasSharedData } from "../../support/sharedData.ts";
import { testCertificate } from "../../support/testCertificate.ts";
import { anyFrame } from "../../support/vdv463Garbage.ts";
import { account, depot, otherAccount, request } from "../../support/vdv463Stage.ts";
import { listening, presystemAt, strangerAt, until } from "../../support/vdv463Wire.ts";
import { VirtualTimers } from "../../support/virtualTimers.ts";

const [bmsId] = account.presystemIds as [string];
const frame = (...changed: readonly unknown[]): string =>
  JSON.stringify(
    [
      1,
      "BMS",
      bmsId,
      new Date().toISOString(),
      "00000000-0000-4000-8000-000000000001",
      "BootNotification",
      { presystem: "BMS" },
    ].map((slot, i) => changed[i] ?? slot),
  );
const requests = (chargingRequestList: unknown): string =>
  frame(1, undefined, undefined, undefined, undefined, "ProvideChargingRequests", {
    chargingRequestList,
  });

describe("a charge management on a network of strangers", () => {
  let cms: Awaited<ReturnType<typeof listening>>;
  let friend: ReturnType<typeof presystemAt>;

  beforeAll(async () => {
    cms = await listening({
      rules: { informationPeriodMs: 20, changeDelayMs: 1 },
    });
    cms.server.provide(depot(3));
    friend = presystemAt(cms.url, {
      presystem: "ITCS",
      presystemId: otherAccount.presystemIds[0]!,
    });
    friend.client.start();
    await until(() => friend.client.phase === "running");
  });

  afterAll(async () => {
    friend.client.stop();
    await cms.close();
  });

  /** Whoever came: the friend's connection is the first one still, and alive. */
  const friendIsWell = async (): Promise<void> => {
    const before = friend.news.length;
    await until(() => friend.news.length > before + 2);
    expect(friend.news.filter(({ kind }) => kind === "connected")).toHaveLength(1);
  };

  const stranger = async (set: Parameters<typeof strangerAt>[1] = {}) => {
    const one = strangerAt(cms.url, set);
    await one.opened;
    return one;
  };

  it("upgrades nobody with a wrong password, a wrong user or none", async () => {
    for (const credentials of [{ ...account, password: "x" }, { user: "x", password: "" }, null]) {
      const { ends } = await stranger({ credentials });
      expect(ends[0]).toContain("401");
    }
    await friendIsWell();
  });

  it("sends away who speaks another protocol, or names none", async () => {
    const other = await stranger({ subprotocols: ["foo"] });
    expect(other.ends[0]).toContain("no subprotocol");
    const silent = await stranger({ subprotocols: [] });
    await until(() => silent.ends.length > 0);
    expect(silent.ends).toEqual(["1002 no common subprotocol"]);
    await friendIsWell();
  });

  it("answers what it cannot read, and goes on; not for ever", async () => {
    const { socket, heard, ends } = await stranger();
    const bad = ['[1,"BMS","urn', "{}", "[1,2,3]", frame(4), "", frame(1, undefined, 7)];
    for (const text of bad.slice(0, 4)) socket.send(text);
    await until(() => heard.length === 4);
    expect(heard.map((text) => (JSON.parse(text) as unknown[])[0])).toEqual([3, 3, 3, 3]);
    socket.send(frame());
    await until(() => heard.some((text) => text.includes("Accepted")));
    expect(ends).toEqual([]);
    for (const text of bad) socket.send(text);
    await until(() => ends.length > 0);
    expect(ends).toEqual(["1008 too many flawed messages"]);
    await friendIsWell();
  });

  it("refuses an action that there is not, by the id it came with", async () => {
    const { socket, heard } = await stranger();
    socket.send(frame(1, undefined, undefined, undefined, undefined, "Heartbeat", {}));
    await until(() => heard.length > 0);
    expect(JSON.parse(heard[0]!)).toMatchObject({
      0: 3,
      4: "00000000-0000-4000-8000-000000000001",
      6: { errorMessage: expect.stringContaining("5: Invalid option") as unknown },
    });
    socket.terminate();
  });

  it("ends a connection on binary, on what is no UTF-8 and on what is too long", async () => {
    for (const [code, send] of [
      [1003, (socket) => socket.send(Buffer.from("[]"), { binary: true })],
      [1007, (socket) => socket.send(Buffer.from([0x5b, 0xff, 0xfe, 0x5d]), { binary: false })],
      [1009, (socket) => socket.send("x".repeat(1024 * 1024 + 1))],
    ] as readonly [number, (socket: ReturnType<typeof strangerAt>["socket"]) => void][]) {
      const { socket, ends } = await stranger();
      send(socket);
      await until(() => ends.length > 0);
      expect(ends.at(-1)).toMatch(new RegExp(`^${code}`));
    }
    await friendIsWell();
  });

  it("is not led astray by what is huge, deep or twice", async () => {
    const { socket, heard } = await stranger();
    socket.send(frame());
    await until(() => heard.some((text) => text.includes("Accepted")));
    const errors = (): string[] => heard.filter((text) => text.startsWith("[3"));
    const huge = [
      requests(Array.from({ length: 400_000 }, () => 0)),
      requests([request(1), request(1)].map(wired)),
      `${"[".repeat(400_000)}${"]".repeat(400_000)}`,
      `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
      `[${'"toString",'.repeat(6)}{}]`,
    ];
    for (const [i, text] of huge.entries()) {
      socket.send(text);
      await until(() => errors().length === i + 1);
    }
    expect(errors()[0]).toContain("at most 5000 entries");
    expect(errors()[1]).toContain("is used twice");
    // A list in good order starts the count of flawed messages anew.
    const all = Array.from({ length: 4000 }, (_, i) => wired(request(i)));
    socket.send(requests(all));
    await until(() =>
      cms.events.some(
        (each) => each.kind === "chargingRequestsReceived" && each.requests.length === 4000,
      ),
    );
    socket.terminate();
    await friendIsWell();
  });

  it("is not filled up by those who only knock", async () => {
    const { port } = new URL(cms.url);
    const knock = (): Promise<void> =>
      new Promise((resolve) => {
        const socket = net.connect(Number(port), "127.0.0.1");
        socket.on("connect", () => socket.write("GET /"));
        socket.on("error", () => {});
        socket.on("close", () => resolve());
        setTimeout(() => socket.destroy(), 300);
      });
    await Promise.all(Array.from({ length: 400 }, knock));
    await friendIsWell();
    // Their places are free again, if not at once.
    let one = await stranger();
    while (one.ends.length > 0) one = await stranger();
    one.socket.terminate();
  });

  it("is unharmed by whatever is said", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyFrame, { maxLength: 20 }), async (texts) => {
        const { socket, ends } = await stranger();
        let isHeard = false;
        socket.on("pong", () => (isHeard = true));
        for (const text of texts) socket.send(text);
        socket.ping();
        await until(() => isHeard || ends.length > 0);
        socket.terminate();
      }),
      { numRuns: 40 },
    );
    await friendIsWell();
  });

  it("keeps nothing of those who are gone", async () => {
    const count = (kind: string): number => cms.events.filter((each) => each.kind === kind).length;
    expect(count("presystemConnected")).toBeGreaterThan(5);
    await until(() => count("presystemConnected") - count("presystemDisconnected") === 1);
  });

  it("says only what is right by the letter, to whomever", () => {
    if (hasSharedData) expect(framesHeld()).toBeGreaterThan(30);
  });
});

describe("patience", () => {
  it("has an end: for a boot, for a pong", async () => {
    const cms = await listening({ rules: { bootTimeoutMs: 300, pingPeriodMs: 100 } });
    const mute = strangerAt(cms.url);
    const deaf = strangerAt(cms.url, { autoPong: false });
    await deaf.opened;
    deaf.socket.send(frame());
    await until(() => mute.ends.length > 0 && deaf.ends.length > 0);
    expect(mute.ends).toEqual(["1008 no BootNotification"]);
    expect(deaf.ends.at(-1)).toMatch(/^1006|^1008/);
    await cms.close();
  });

  it("has an end for who says too much", async () => {
    const cms = await listening({ rules: { frames: { burst: 100, perSecond: 0.1 } } });
    const { socket, ends, heard, opened } = strangerAt(cms.url);
    await opened;
    for (let i = 0; i < 1000; i++) socket.send(frame());
    await until(() => ends.length > 0);
    expect(ends).toEqual(["1008 too many messages"]);
    expect(heard.length).toBeLessThanOrEqual(101);
    await cms.close();
  });
});

describe("many handshakes", () => {
  it("are too many from one address, whatever they bring, and leave nothing behind", async () => {
    const cms = await listening({ options: { handshakes: { burst: 10, perSecond: 0.001 } } });
    cms.server.provide(depot(1));
    const friend = presystemAt(cms.url);
    friend.client.start();
    await until(() => friend.client.phase === "running");
    const strangers = Array.from({ length: 200 }, () =>
      strangerAt(cms.url, { credentials: { user: "x", password: "y" } }),
    );
    await Promise.all(strangers.map(({ opened }) => opened));
    const ends = strangers.map((one) => one.ends[0] ?? "");
    expect(ends.filter((end) => end.includes("401"))).toHaveLength(9);
    // The rest is told so, or finds no socket left.
    expect(ends.filter((end) => /429|ECONNRESET|hang up|disconnected/.test(end))).toHaveLength(191);
    expect(friend.news.some(({ kind }) => kind === "disconnected")).toBe(false);
    friend.client.stop();
    await cms.close();
  });

  it("of a thousand addresses are not all remembered", () => {
    const timers = new VirtualTimers(0);
    const server = new ChargeManagementServer(
      { ...serverOptions, accounts: [account], handshakes: { burst: 1, perSecond: 0 } },
      { timers, idSeed: "", emit: () => {} },
    );
    const knock = (remote: string): number =>
      server.admit({ path: "/", remote, subprotocols: [], credentials: null }).status;
    expect([knock("first"), knock("first")]).toEqual([401, 429]);
    for (let i = 0; i < 1000; i++) knock(`${i}`);
    expect(knock("first")).toBe(401);
    expect(knock("first")).toBe(429);
  });
});

describe("who can listen on the way", () => {
  it("nobody: plain connections are for this machine, unless allowed", async () => {
    const door = new ChargeManagementServer(
      { ...serverOptions, accounts: [] },
      { timers: new VirtualTimers(0), idSeed: "", emit: () => {} },
    );
    const options = { ...listenOptions, host: "0.0.0.0", port: 0, tls: null };
    await expect(listenWebSocket(options, door)).rejects.toThrow("no certificate");
    await (await listenWebSocket({ ...options, allowPlain: true }, door)).close();
    expect(() => presystemAt("ws://depot.example/vdv463").client.start()).toThrow("not encrypted");
    const plain = await listening({ isPlain: true });
    plain.server.provide(depot(1));
    const { client } = presystemAt(plain.url);
    client.start();
    await until(() => client.phase === "running");
    client.stop();
    await plain.close();
  });

  it("is spoken to with the cipher that VDV 463 names, and with none of old", async () => {
    const cms = await listening();
    const port = Number(new URL(cms.url).port);
    const cipherOf = (options: tls.ConnectionOptions): Promise<string> =>
      new Promise((resolve) => {
        const socket = tls.connect({
          port,
          host: "127.0.0.1",
          ca: testCertificate.cert,
          ...options,
        });
        socket.on("secureConnect", () => resolve(socket.getCipher().name));
        socket.on("error", (error) => resolve(`error: ${error.message}`));
      }).finally(() => {}) as Promise<string>;
    const named = { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA256" } as const;
    expect(await cipherOf(named)).toBe("ECDHE-ECDSA-AES128-SHA256");
    expect(await cipherOf({ minVersion: "TLSv1.1", maxVersion: "TLSv1.1" })).toContain("error");
    await cms.close();
  });

  it("is not believed without a certificate that is", async () => {
    const cms = await listening();
    const { client, news } = presystemAt(cms.url.replace("127.0.0.1", "127.0.0.2"));
    client.start();
    await until(() => news.length > 0);
    expect(news[0]).toMatchObject({ kind: "disconnected" });
    client.stop();
    await cms.close();
  });
});

function wired(one: ReturnType<typeof request>): object {
  const { chargingRequestData: data, ...others } = one;
  return {
    ...others,
    chargingRequestData: { minTargetSoc: data.minTargetSoc, maxTargetSoc: data.maxTargetSoc },
  };
}
