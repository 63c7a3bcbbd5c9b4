import { describe, expect, it } from "vitest";
import {
  ChargeManagementServer,
  codecOf,
  type MessageBody,
  type ServerEvent,
  serverOptions,
} from "../../../src/protocols/vdv463/index.ts";
import { heldDoor } from "../../support/byTheLetter.ts";
import { depot, request } from "../../support/vdv463Stage.ts";
import { VirtualTimers } from "../../support/virtualTimers.ts";

const codec = codecOf({ version: "1.1", presentPowerIs: "actual" });

/** A presystem that has booted: what the server says to it, and what it tells of it, in one order. */
function booted(hear: (event: ServerEvent) => void) {
  const timers = new VirtualTimers(Date.parse("2026-03-10T15:00:00Z"));
  const order: string[] = [];
  const server = new ChargeManagementServer(
    { ...serverOptions, accounts: "anyone" },
    {
      timers,
      idSeed: "server",
      emit: (event) => {
        order.push(event.kind);
        hear(event);
      },
    },
  );
  server.provide(depot(2));
  const upgrade = {
    path: "/vdv463",
    remote: "127.0.0.1",
    subprotocols: ["v1.463.vdv.de"],
    credentials: null,
  };
  const door = heldDoor(server, ["1.1"]);
  door.admit(upgrade);
  const events = door.opened(
    {
      send: (text) => {
        const [type, , , , , action] = JSON.parse(text) as [number, ...string[]];
        order.push(`${["", "asks", "confirms", "refuses"][type]} ${action}`);
      },
      ping() {},
      close() {},
      terminate() {},
    },
    upgrade,
    "v1.463.vdv.de",
  );
  let ids = 0;
  const say = (body: MessageBody): void => {
    const messageId = `00000000-0000-4000-8000-${String(ids++).padStart(12, "0")}`;
    const envelope = { source: "BMS", presystemId: "dms", atMs: timers.nowMs(), messageId };
    events.text(codec.write({ ...envelope, ...body })!);
  };
  say({ kind: "request", action: "BootNotification", payload: { presystem: "BMS" } });
  order.splice(0);
  const wants = (n: number): void =>
    say({
      kind: "request",
      action: "ProvideChargingRequests",
      payload: { chargingRequestList: [request(n)] },
    });
  return { order, wants };
}

describe("a confirmation of requests", () => {
  it("goes out once they were taken in, and not before", () => {
    const { order, wants } = booted(() => {});
    wants(1);
    expect(order).toEqual(["chargingRequestsReceived", "confirms ProvideChargingRequests"]);
  });

  it("does not go out where they could not be kept", () => {
    let isFull = true;
    const { order, wants } = booted(({ kind }) => {
      if (isFull && kind === "chargingRequestsReceived") throw new Error("the disk is full");
    });
    expect(() => wants(1)).toThrow("the disk is full");
    expect(order).toEqual(["chargingRequestsReceived"]);
    isFull = false;
    wants(2);
    expect(order.at(-1)).toBe("confirms ProvideChargingRequests");
  });
});
