import type { DepotPorts } from "../messages/index.ts";
import type { Connection } from "./connection.ts";

/** Function calls. */
export function directConnection(depot: DepotPorts) {
  return (tap: (ports: DepotPorts) => DepotPorts): Connection => ({
    ports: tap(depot),
    begin: () => {},
    kept: () => {},
    end: () => {},
  });
}
