import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PresystemDesk, presystemRules } from "../../../src/drivers/vdv463/index.ts";
import { memoryNetwork, type MessageSocket } from "../../../src/protocols/transport/index.ts";
import {
  ChargeManagementServer,
  codecOf,
  serverOptions,
  serverRules,
  type Version,
} from "../../../src/protocols/vdv463/index.ts";
import { heldDoor } from "../../support/byTheLetter.ts";
import { hasSharedData, sharedPath } from "../../support/sharedData.ts";
import { VirtualTimers } from "../../support/virtualTimers.ts";

interface Recorded {
  readonly connection: string;
  readonly m: number;
  readonly raw: string;
}

const subprotocols = { "1.1": "v1.463.vdv.de", "2.0": "v2.463.vdv.de" } as const;

/** What presystems said in a recording, and what they were shown first. */
function said(name: string, version: Version) {
  const text = readFileSync(sharedPath(`vdv463/sessions/${name}.ndjson`), "utf8");
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const codec = codecOf({ version, presentPowerIs: "actual" });
  const all = lines.flatMap(({ t, raw }) => (t === "frame" ? [codec.read(raw)] : []));
  const [information] = all.flatMap((frame) => {
    if (frame.kind === "flawed" || frame.message.kind !== "request") return [];
    const { message } = frame;
    return message.action === "ProvideChargingInformation" ? [message.payload] : [];
  });
  return {
    startMs: Date.parse(lines[0].clock.wall),
    /** The depot, as it was shown first. */
    information: information!,
    frames: lines
      .filter(({ t, d }) => t === "frame" && d === "p>c")
      .map(({ c, m, raw }): Recorded => ({ connection: c, m, raw })),
  };
}

/**
 * Says it all again to a charge management of ours; before frame `breakAt` its presystem loses the connection,
 * calls again, boots and says its last list.
 */
function replayed(name: string, version: "1.1" | "2.0", breakAt: number) {
  const { startMs, frames, information } = said(name, version);
  const timers = new VirtualTimers(startMs);
  const desk = new PresystemDesk({
    rules: { ...presystemRules, unknownVehicles: "learn" },
    layout: { depotId: "d", stations: [] },
    knowsVehicle: () => false,
  });
  desk.listen(() => {});
  const server = new ChargeManagementServer(
    {
      ...serverOptions,
      accounts: "anyone",
      rules: { ...serverRules, informationPeriodMs: 300_000, pingPeriodMs: 300_000 },
    },
    { timers, idSeed: "cms", emit: (event) => desk.heard(event, timers.nowMs()) },
  );
  server.provide(information);
  const call = (): MessageSocket => {
    const socket = memoryNetwork(timers, heldDoor(server), { latencyMs: 1 })(
      { url: "wss://d/vdv463", subprotocols: [subprotocols[version]], credentials: null },
      {
        // Who confirms nothing is sent away; what the recording confirms is not what is asked here.
        text: (text) => {
          const [type, , ...others] = JSON.parse(text) as unknown[];
          if (type === 1) socket.send(JSON.stringify([2, "BMS", ...others.slice(0, -1), {}]));
        },
        opened() {},
        refused() {},
        binary() {},
        pong() {},
        closed() {},
      },
    );
    return socket;
  };
  const sockets = new Map<string, MessageSocket>();
  const nothing = { site: [], points: [], requests: [], alarms: [], complaints: [] };
  /** What is wanted after each frame. */
  const after: unknown[][] = [];
  const spoken = new Map<string, string[]>();
  for (const [i, { connection, m, raw }] of frames.entries()) {
    timers.pass(Math.max(0, startMs + m - timers.nowMs()));
    const before = spoken.get(connection) ?? [];
    spoken.set(connection, before);
    if (i === breakAt) {
      sockets.get(connection)?.terminate();
      sockets.delete(connection);
      timers.pass(5);
    }
    if (!sockets.has(connection)) {
      sockets.set(connection, call());
      timers.pass(5);
      const boot = before.find((text) => text.includes('"BootNotification"'));
      const list = before.findLast((text) => text.includes('"ProvideChargingRequests"'));
      for (const text of [boot, list]) if (text !== undefined) sockets.get(connection)!.send(text);
      timers.pass(5);
    }
    sockets.get(connection)!.send(raw);
    before.push(raw);
    timers.pass(5);
    desk.look({ ...nothing, atMs: timers.nowMs(), plan: null });
    after.push([...desk.told]);
  }
  return after;
}

describe.skipIf(!hasSharedData)("a recorded session", () => {
  it.each([
    ["day-plain-11", "1.1"],
    ["evening-two-presystems-20", "2.0"],
  ] as const)(
    "comes to the same, frame by frame, after a reconnect before any of them (%s)",
    (name, version) => {
      const whole = replayed(name, version, -1);
      expect(whole.filter((wanted) => wanted.length > 0).length).toBeGreaterThan(10);
      for (let breakAt = 0; breakAt < whole.length; breakAt++) {
        expect(replayed(name, version, breakAt)).toEqual(whole);
      }
    },
  );
});
