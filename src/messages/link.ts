import type { Command } from "./command.ts";
import type { Observation } from "./observation.ts";
import type { Port } from "./port.ts";

/**
 * What lies between a port and the controller: gives the port as it looks from
 * the far end. A direct link gives the port itself; others delay, lose, carry
 * over a wire.
 */
export type Link = <Says extends Observation, Does extends Command>(
  port: Port<Says, Does>,
) => Port<Says, Does>;

/** A function call. */
export const directLink: Link = (port) => port;
