import type { Door, Upgrade } from "../../protocols/transport/index.ts";
import { tappedEvents, tappedSocket, type WireTap } from "./wireTap.ts";

/** Lets in whom another lets in, and tells of what they say and hear. @param tapOf one tap for each connection */
export function tappedDoor(door: Door, tapOf: (upgrade: Upgrade) => WireTap): Door {
  return {
    admit: (upgrade) => door.admit(upgrade),
    opened: (socket, upgrade, subprotocol) => {
      const tap = tapOf(upgrade);
      const { path: url, subprotocols, credentials } = upgrade;
      tap.opened({ url, subprotocols, credentials }, subprotocol);
      const events = door.opened(tappedSocket(socket, tap, "c>p"), upgrade, subprotocol);
      return tappedEvents(events, tap, "p>c");
    },
  };
}
