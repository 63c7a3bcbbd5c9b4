import type { Door, Upgrade } from "../../protocols/transport/index.ts";
import type { WireTap } from "./tappedDial.ts";

/** Lets in whom another lets in, and tells of what they say and hear. @param tapOf one tap for each connection */
export function tappedDoor(door: Door, tapOf: (upgrade: Upgrade) => WireTap): Door {
  return {
    admit: (upgrade) => door.admit(upgrade),
    opened: (socket, upgrade, subprotocol) => {
      const tap = tapOf(upgrade);
      const { path: url, subprotocols, credentials } = upgrade;
      tap.opened({ url, subprotocols, credentials }, subprotocol);
      const events = door.opened(
        {
          send: (text) => {
            tap.text(text, "c>p");
            socket.send(text);
          },
          ping: (text) => socket.ping(text),
          close: (code, reason) => socket.close(code, reason),
          terminate: () => socket.terminate(),
        },
        upgrade,
        subprotocol,
      );
      return {
        text: (text) => {
          tap.text(text, "p>c");
          events.text(text);
        },
        binary: () => events.binary(),
        pong: () => events.pong(),
        pinged: (text) => events.pinged?.(text),
        closed: (code, reason) => {
          tap.closed(code, reason);
          events.closed(code, reason);
        },
      };
    },
  };
}
