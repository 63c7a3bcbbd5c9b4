import type { LiveRun } from "./liveRun.ts";
import type { Twin } from "./twin.ts";

/** One value of a metric, perhaps of one node of the grid. */
interface Sample {
  readonly nodeId?: string;
  readonly value: number;
}

/**
 * The metrics of a twin as Prometheus reads them (text format 0.0.4): base units in the names, so
 * powers are in watts.
 */
export function metricsText(run: LiveRun, { kept }: Twin): string {
  const { atMs, site, points, requests, alarms } = run.view();
  const ofNodes = (kw: (node: (typeof site)[number]) => number | null): Sample[] =>
    site.flatMap((node) => {
      const valueKw = kw(node);
      return valueKw === null ? [] : [{ nodeId: node.id, value: valueKw * 1000 }];
    });
  const sessions = points.flatMap(({ session }) => session ?? []);
  const flowing = sessions.filter(({ state }) => state === "flowing").length;
  return [
    gauge("virtual_time_seconds", "Virtual time since the Unix epoch", one(atMs / 1000)),
    gauge("behind_seconds", "How late the last instant came", one(run.behindMs / 1000)),
    gauge("plugged_in_buses", "Buses at a point", one(sessions.length)),
    gauge("charging_buses", "Buses that power flows into", one(flowing)),
    gauge("awaited_buses", "Buses that are asked for and not plugged in", one(requests.length)),
    gauge("alarms", "What people should look at", one(alarms.length)),
    gauge(
      "node_power_watts",
      "What passes a node of the grid, charging and all else",
      ofNodes((node) => node.powerKw),
    ),
    gauge(
      "node_worst_case_watts",
      "The most that charging may draw there, whatever goes wrong",
      ofNodes((node) => node.worstCaseKw),
    ),
    gauge(
      "node_limit_watts",
      "The limit of a node, where it has one",
      ofNodes((node) => node.limitKw),
    ),
    gauge("journal_records", "Records of the journal", one(kept.seq)),
    gauge(
      "journal_kept_records",
      "Records that would outlive a loss of power",
      one(kept.committedSeq),
    ),
    gauge("journal_bytes", "What the journal takes of the disk", one(kept.bytes)),
  ].join("");
}

function one(value: number): Sample[] {
  return [{ value }];
}

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  const full = `busbar_${name}`;
  const lines = samples.map(({ nodeId, value }) => {
    const label = nodeId === undefined ? "" : `{node="${escaped(nodeId)}"}`;
    return `${full}${label} ${value}\n`;
  });
  return `# HELP ${full} ${help}\n# TYPE ${full} gauge\n${lines.join("")}`;
}

/** As a label's value wants it. */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
