import type { LiveRun } from "./liveRun.ts";
import type { Page, PageRequest } from "./liveHost.ts";
import { metricsText } from "./metricsText.ts";
import type { Twin } from "./twin.ts";

const JSON_TYPE = "application/json; charset=utf-8";
const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** What a twin tells those who ask on this machine; nothing can be changed. */
export function twinPages(run: LiveRun, twin: Twin): (request: PageRequest) => Page {
  return ({ path }) => {
    switch (path) {
      case "/healthz":
        return json(health(run, twin));
      case "/state":
        return json(run.view());
      case "/metrics":
        return { status: 200, contentType: METRICS_TYPE, body: metricsText(run, twin) };
      default:
        return json({ error: "there are /healthz, /metrics and /state" }, 404);
    }
  };
}

/** Whether all is well: not late, and all that was heard is kept. */
function health(run: LiveRun, { kept, nowMs }: Twin): object {
  const isKept = kept.committedSeq === kept.seq;
  return {
    ok: isKept,
    behindMs: Math.round(run.behindMs),
    lastInstantAtMs: nowMs,
    journal: { isKept, ...kept },
  };
}

function json(value: unknown, status = 200): Page {
  return { status, contentType: JSON_TYPE, body: `${JSON.stringify(value)}\n` };
}
