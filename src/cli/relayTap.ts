import type { RelayTap } from "../host/index.ts";
import type { WireLog } from "./wireLog.ts";

const protocol = "vdv463";

/** Writes down what is passed on. @param link names the call */
export function relayTap(wire: WireLog, link: string): RelayTap {
  const { nowMs } = wire;
  return {
    opened: ({ path, remote, offered, selected, status, user }) =>
      wire.log?.open(link, protocol, nowMs(), {
        url: path,
        remote,
        offered,
        selected,
        status,
        ...(user !== null && { auth: { scheme: "Basic", user } }),
      }),
    message: (direction, op, raw) =>
      wire.log?.frame({ link, protocol, direction, op, raw }, nowMs()),
    unread: (direction, why) =>
      wire.log?.mark(`${link} ${direction} cannot be read from here on: ${why}`, nowMs()),
    closed: (by, code, reason) =>
      wire.log?.close(link, nowMs(), {
        by: by ?? "net",
        ...(code !== null && { code }),
        reason,
        clean: by !== null,
      }),
  };
}
