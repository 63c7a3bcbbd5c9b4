import type { Engine } from "../../src/engine/index.ts";
import type { Command, Link, Observation } from "../../src/messages/index.ts";

/** What went over the links of a depot, in order. */
export interface Tapped {
  readonly observations: Observation[];
  readonly commands: Command[];
}

/** Links that change nothing and write down everything. */
export function tappedLink(tapped: Tapped): (engine: Engine) => Link {
  return () => (port) => {
    const far = {
      ...("pointId" in port ? { pointId: port.pointId } : {}),
      listen: (hear: (observation: Observation) => void) =>
        port.listen((observation) => {
          tapped.observations.push(observation);
          hear(observation);
        }),
      send: (command: Command) => {
        tapped.commands.push(command);
        port.send(command as never);
      },
    };
    return far as unknown as typeof port;
  };
}
