import type { Incident, Scenario } from "../scenario/index.ts";
import type { Fault } from "./fault.ts";
import { isOfPresystem } from "./presystem/presystemFault.ts";

/** Of the time between two joins of a storm, how much the links are gone. */
const GONE_SHARE = 0.6;

/** Those faults that befall the depot itself, as its scenario has them. */
export function incidentsOf(faults: readonly Fault[], { stations }: Scenario): Incident[] {
  const all = [...stations.keys()];
  return faults.flatMap((fault, i): Incident[] => {
    if (isOfPresystem(fault)) return [];
    const { fromMs, durationMs } = fault;
    const at = (atMs: number, lastsMs: number) => ({
      name: `fault ${i + 1}`,
      where: "",
      begins: { kind: "at", atMs } as const,
      durationMs: lastsMs,
    });
    switch (fault.kind) {
      case "linkLoss":
        return [{ ...at(fromMs, durationMs), kind: "linkLoss", points: fault.points }];
      case "reconnectStorm": {
        const everyMs = Math.ceil(durationMs / fault.times);
        const goneMs = Math.ceil(everyMs * GONE_SHARE);
        return Array.from({ length: fault.times }, (_, time) => ({
          ...at(fromMs + time * everyMs, goneMs),
          kind: "linkLoss",
          points: all,
        }));
      }
      case "reboot":
        // It says nothing while it is away, and tells its sessions afterwards.
        return [
          { ...at(fromMs, durationMs), kind: "linkLoss", points: fault.points },
          {
            ...at(fromMs, durationMs),
            kind: "stationOut",
            points: fault.points,
            replugMs: durationMs + 1,
          },
        ];
      case "limit":
        return [{ ...at(fromMs, durationMs), kind: "limit", node: fault.node, maxKw: fault.maxKw }];
      case "lateBus": {
        const { bus, stay } = fault;
        const late = { bus, stay, delayMs: durationMs, knownAtMs: null };
        return [{ ...at(fromMs, durationMs), kind: "lateBus", ...late }];
      }
      case "meter":
      case "readings":
      case "clock":
      case "planner":
      case "kill":
      case "diskFull":
        return [];
    }
  });
}
