import type { RandomStream } from "../../engine/index.ts";
import type { Dial, Timers } from "../../protocols/transport/index.ts";

/**
 * Calls as another does, but connections are lost as chance has it.
 * @param meanMs of how long one holds
 */
export function shakyDial(
  dial: Dial,
  timers: Timers,
  stream: Pick<RandomStream, "exponential">,
  meanMs: number,
): Dial {
  return (target, events) => {
    let keep: (() => void) | null = null;
    const socket = dial(target, {
      ...events,
      opened: (subprotocol) => {
        const lostMs = timers.nowMs() + Math.ceil(stream.exponential(meanMs));
        keep = timers.at(lostMs, () => socket.terminate());
        events.opened(subprotocol);
      },
      closed: (code, reason) => {
        keep?.();
        events.closed(code, reason);
      },
    });
    return socket;
  };
}
