import type { Dial } from "../../protocols/transport/index.ts";
import { tappedEvents, tappedSocket, type WireTap } from "./wireTap.ts";

/** Calls as another does, and tells of it. */
export function tappedDial(dial: Dial, tap: WireTap): Dial {
  return (target, events) => {
    const socket = dial(target, {
      ...tappedEvents(events, tap, "c>p"),
      opened: (subprotocol) => {
        tap.opened(target, subprotocol);
        events.opened(subprotocol);
      },
      refused: (reason) => {
        tap.refused(target, reason);
        events.refused(reason);
      },
    });
    return tappedSocket(socket, tap, "p>c");
  };
}
