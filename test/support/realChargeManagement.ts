import { AttachedPresystems, presystemRules } from "../../src/drivers/vdv463/index.ts";
import { listenOptions, listenWebSocket, systemTimers } from "../../src/host/index.ts";
import type { Observation } from "../../src/messages/index.ts";
import {
  type ServerEvent,
  type ServerOptions,
  serverOptions,
} from "../../src/protocols/vdv463/index.ts";
import { heldDoor } from "./byTheLetter.ts";
import { freePoint, freePointAt } from "./freePoint.ts";
import { testCertificate } from "./testCertificate.ts";

/** A charge management of ours on this machine, encrypted, with one account and one point that is free. */
export async function realChargeManagement(
  options: Partial<ServerOptions> = {},
  tls: typeof testCertificate | null = testCertificate,
) {
  const events: ServerEvent[] = [];
  const told: Observation[] = [];
  const attached = new AttachedPresystems(
    { rules: presystemRules, ...freePoint },
    {
      ...serverOptions,
      accounts: [{ user: "dms", password: "open sesame", presystemIds: ["urn:busbar:dms"] }],
      ...options,
    },
    {
      timers: systemTimers,
      idSeed: `real ${systemTimers.nowMs()}`,
      controllerMs: () => systemTimers.nowMs(),
      emit: (event) => events.push(event),
      view: () => freePointAt(systemTimers.nowMs()),
    },
  );
  attached.port.listen((one) => told.push(one));
  attached.look();
  const listening = await listenWebSocket(
    { ...listenOptions, host: "127.0.0.1", port: 0, tls },
    // Who calls here is one of us, too.
    heldDoor(attached.door, options.versions, ["p>c", "c>p"]),
  );
  return { url: `${listening.url}/vdv463`, events, told, close: () => listening.close() };
}
