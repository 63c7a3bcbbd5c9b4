import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import {
  listenOptions,
  listenWebSocket,
  systemTimers,
  webSocketDial,
  dialOptions,
} from "../../src/host/index.ts";
import {
  ChargeManagementServer,
  type ClientNews,
  clientRules,
  type ClientRules,
  PresystemClient,
  type ServerEvent,
  serverOptions,
  type ServerOptions,
  serverRules,
  type ServerRules,
} from "../../src/protocols/vdv463/index.ts";
import type { Door, MessageSocket } from "../../src/protocols/transport/index.ts";
import { heldDial, heldDoor } from "./byTheLetter.ts";
import { testCertificate } from "./testCertificate.ts";
import { account, otherAccount } from "./vdv463Stage.ts";

/** A charge management on a port of this machine, with all it hears. */
export async function listening(
  set: {
    options?: Partial<ServerOptions>;
    rules?: Partial<ServerRules>;
    isPlain?: boolean;
  } = {},
) {
  const events: ServerEvent[] = [];
  const said: string[] = [];
  const server = new ChargeManagementServer(
    {
      ...serverOptions,
      accounts: [account, otherAccount],
      handshakes: { burst: 1000, perSecond: 1000 },
      ...set.options,
      rules: { ...serverRules, ...set.rules },
    },
    { timers: systemTimers, idSeed: randomUUID(), emit: (event) => events.push(event) },
  );
  const tls = set.isPlain === true ? null : testCertificate;
  const port = await listenWebSocket(
    { ...listenOptions, host: "127.0.0.1", port: 0, tls },
    heldDoor(tapped(server, said), set.options?.versions),
  );
  return { server, events, said, url: `${port.url}/vdv463`, close: () => port.close() };
}

function tapped(door: Door, said: string[]): Door {
  return {
    admit: (upgrade) => door.admit(upgrade),
    opened: (socket, upgrade, subprotocol) => {
      const heard: MessageSocket = {
        ping: () => socket.ping(),
        close: (code, reason) => socket.close(code, reason),
        terminate: () => socket.terminate(),
        send: (text) => {
          said.push(text);
          socket.send(text);
        },
      };
      return door.opened(heard, upgrade, subprotocol);
    },
  };
}

const dial = await webSocketDial({ ...dialOptions, ca: testCertificate.cert });

/** One of our presystems, over the network. */
export function presystemAt(url: string, rules: Partial<ClientRules> = {}) {
  const news: ClientNews[] = [];
  const isItcs = rules.presystem === "ITCS";
  const known = isItcs ? otherAccount : account;
  const client = new PresystemClient(
    {
      url,
      credentials: known,
      versions: ["1.1", "2.0"],
      presentPowerIs: "actual",
      rules: {
        ...clientRules,
        presystem: "BMS",
        presystemId: known.presystemIds[0]!,
        reconnectMs: 50,
        ...rules,
      },
    },
    {
      timers: systemTimers,
      chance: () => 0.5,
      idSeed: randomUUID(),
      emit: (each) => news.push(each),
      dial: heldDial(dial),
    },
  );
  return { client, news };
}

/** Somebody who says what it likes, over the network. */
export function strangerAt(
  url: string,
  set: {
    subprotocols?: string[];
    credentials?: { user: string; password: string } | null;
    autoPong?: boolean;
  } = {},
) {
  const heard: string[] = [];
  const ends: string[] = [];
  const { user, password } = set.credentials ?? account;
  const token = Buffer.from(`${user}:${password}`).toString("base64");
  const socket = new WebSocket(url, set.subprotocols ?? ["v1.463.vdv.de"], {
    ca: testCertificate.cert,
    autoPong: set.autoPong ?? true,
    headers: set.credentials === null ? {} : { Authorization: `Basic ${token}` },
  });
  socket.on("message", (data) => heard.push((data as Buffer).toString()));
  socket.on("error", (error) => ends.push(error.message));
  socket.on("close", (code, reason) => ends.push(`${code} ${reason.toString()}`));
  const opened = new Promise<void>((resolve) => {
    socket.on("open", resolve);
    socket.on("close", () => resolve());
  });
  return { socket, heard, ends, opened };
}

/** Waits until something is so; what never comes is ended by the test's own limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}
