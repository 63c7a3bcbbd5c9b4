import fc from "fast-check";
import type { Incident, Scenario } from "../../src/scenario/index.ts";
import { HOUR_MS, MINUTE_MS } from "./smallDepot.ts";
import { fallbackBelowKw } from "./randomDepot.ts";

type Kind = Incident["kind"];

/** What happens, before it is fitted to a depot: indexes and instants are shares. */
interface Draft {
  readonly kind: Kind;
  readonly what: number;
  readonly others: number;
  readonly when: number;
  readonly condition: "at" | "powerAbove" | "socBelow" | "after";
  readonly durationMin: number;
  readonly delayMin: number;
  readonly powerKw: number;
}

const share = fc.integer({ min: 0, max: 999 }).map((n) => n / 1000);

function draftsOf(kinds: readonly Kind[]): fc.Arbitrary<Draft[]> {
  return fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      what: share,
      others: share,
      when: share,
      condition: fc.constantFrom("at", "at", "powerAbove", "socBelow", "after"),
      durationMin: fc.constantFrom(0.1, 1, 20, 90, 600),
      delayMin: fc.constantFrom(0, 15, 120),
      powerKw: fc.constantFrom(0, 40, 120),
    }),
    { minLength: 1, maxLength: 5 },
  );
}

/** A depot with incidents of those kinds, at times and on conditions, one upon another. */
export function withIncidents(
  depots: fc.Arbitrary<Scenario>,
  kinds: readonly Kind[],
): fc.Arbitrary<Scenario> {
  return fc.tuple(depots, draftsOf(kinds)).map(([scenario, drafts]) => {
    const incidents: Incident[] = [];
    for (const draft of drafts) {
      const placed = placedIn(scenario, draft, incidents);
      if (placed !== null) incidents.push(placed);
    }
    return { ...scenario, incidents };
  });
}

function placedIn(scenario: Scenario, draft: Draft, before: readonly Incident[]): Incident | null {
  const happens = happening(scenario, draft, before);
  if (happens === null) return null;
  const { run, plans } = scenario;
  const at = { kind: "at", atMs: run.fromMs + Math.floor(draft.when * (run.toMs - run.fromMs)) };
  const begins = {
    at,
    powerAbove: {
      kind: "powerAbove",
      node: pick(scenario.nodes.length, draft.others),
      powerKw: draft.powerKw,
    },
    socBelow: { kind: "socBelow", bus: pick(plans.length, draft.others), soc: draft.when },
    after:
      before.length === 0
        ? at
        : {
            kind: "after",
            incident: pick(before.length, draft.others),
            delayMs: draft.delayMin * MINUTE_MS,
          },
  }[draft.condition];
  return {
    name: `incident${before.length}`,
    where: "there",
    begins,
    durationMs: draft.durationMin * MINUTE_MS,
    ...happens,
  } as Incident;
}

function happening(
  { nodes, stations, plans, tree }: Scenario,
  { kind, what, others, powerKw, delayMin }: Draft,
  before: readonly Incident[],
): object | null {
  const node = pick(nodes.length, what);
  const points = [...stations.keys()].filter((p) => (p * 7 + 3) % 10 < 1 + 9 * what);
  switch (kind) {
    case "trip":
    case "blackout":
      return { kind, node: kind === "trip" ? node : 0 };
    case "limit": {
      const fallbackKw = fallbackBelowKw(tree, stations)[node]!;
      const highestKw = nodes.reduce((sum, { baseLoadKw }) => sum + baseLoadKw.max, 0);
      return { kind, node, maxKw: fallbackKw + highestKw + powerKw };
    }
    case "stationOut":
      return points.length === 0 ? null : { kind, points, replugMs: delayMin * MINUTE_MS };
    case "linkLoss":
      return points.length === 0 ? null : { kind, points };
    case "lateBus": {
      const bus = pick(plans.length, what);
      const stay = pick(plans[bus]!.stays.length, others);
      const { arriveAtMs } = plans[bus]!.stays[stay]!;
      const isTwice = before.some((b) => b.kind === kind && b.bus === bus && b.stay === stay);
      if (arriveAtMs === null || isTwice) return null;
      const delayMs = delayMin * MINUTE_MS + 1;
      const begins = { kind: "at", atMs: arriveAtMs };
      const knownAtMs = arriveAtMs - Math.floor(others * 2 * HOUR_MS);
      return { kind, bus, stay, delayMs, knownAtMs, begins, durationMs: delayMs };
    }
  }
}

function pick(count: number, share: number): number {
  return Math.floor(share * count);
}
