import type { Zone } from "../../operations/index.ts";
import { meant } from "../meant.ts";
import type { Path } from "../readDocument.ts";
import type { Scenario } from "../scenario.ts";

/** The depot that incidents happen to. */
export interface IncidentDepot extends Pick<
  Scenario,
  "tree" | "nodes" | "stations" | "cabinets" | "plans" | "run" | "window"
> {
  readonly zone: Zone;
  /** The service day of times without a date. */
  readonly serviceDay: string;
}

/** Says what is wrong with an incident, at a key of it. */
export type Complain = (key: Path, message: string, mend?: string) => void;

/** Index of a grid node, the connection where none is named; null after a complaint. */
export function nodeAt(
  node: string | undefined,
  { tree }: IncidentDepot,
  complain: Complain,
  key: Path,
): number | null {
  const index = node === undefined ? 0 : tree.ids.indexOf(node);
  if (index >= 0) return index;
  complain(key, `there is no grid node "${node}"`, meant(String(node), tree.ids));
  return null;
}

/** Index of a bus; null after a complaint. */
export function busOf(
  vehicle: string,
  { plans }: IncidentDepot,
  complain: Complain,
  key: Path,
): number | null {
  const index = plans.findIndex(({ vehicleId }) => vehicleId === vehicle);
  if (index >= 0) return index;
  const known = plans.map(({ vehicleId }) => vehicleId);
  complain(key, `there is no bus "${vehicle}"`, meant(vehicle, known));
  return null;
}
