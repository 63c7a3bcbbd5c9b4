import { id, type NodeId, powerOnLink, type SiteMeasured } from "../../messages/index.ts";
import type { Seen } from "./seen.ts";

/** What is believed of a node of the grid. Plain JSON; powers are of the grid's side. */
export interface NodeView {
  readonly id: NodeId;
  /** The tightest limit in force; null: none. */
  readonly limitKw: number | null;
  /** What a person on duty allows; null: no less than others do. */
  readonly orderedKw: number | null;
  /** What hangs right here and is no charger, and how good its last reading was; null: there was none. */
  readonly baseLoadKw: number;
  readonly quality: SiteMeasured["quality"] | null;
  /** Passes here now: base load and charging, here and below. */
  readonly powerKw: number;
  /** The most that charging may draw here and below, whatever goes wrong. */
  readonly worstCaseKw: number;
}

/** Every node, the connection first. */
export function nodeViews({ model, site, ledger, sessions }: Seen, atMs: number): NodeView[] {
  const { tree, points } = model;
  const drawnKw = new Float64Array(tree.size);
  for (const { point, node, charge } of sessions.all) {
    drawnKw[node]! += points[point]!.loss.acKw(charge.powerAt(atMs));
  }
  tree.sumUp(drawnKw);
  return tree.ids.map((nodeId, node) => ({
    id: id<NodeId>(nodeId),
    limitKw: site.limitKw(node),
    orderedKw: site.orderedKw(node),
    baseLoadKw: site.baseLoadKw(node),
    quality: site.qualityOf(node),
    powerKw: powerOnLink(site.baseBelowKw(node) + drawnKw[node]!),
    worstCaseKw: powerOnLink(Math.max(0, ledger.worstBelowKw(node))),
  }));
}
