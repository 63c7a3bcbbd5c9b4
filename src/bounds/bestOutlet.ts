import type { StationSpec } from "../depot/index.ts";
import type { PointId } from "../messages/index.ts";
import type { Scenario } from "../scenario/index.ts";
import type { GridWithCabinets } from "./gridWithCabinets.ts";

/** What a bound leaves out because it is no flow of energy. */
export type Relaxed =
  /** Stations differ: which bus gets which is left open. */
  | "assignment"
  /** Outlets of a cabinet wait for each other, or have power in whole modules. */
  | "cabinets"
  /** Points, sessions and links fail. */
  | "faults"
  /** What was charged before the reported time is left open. */
  | "leadIn"
  /** Loss depends on power: the best efficiency is taken. */
  | "loss"
  /** Below a least power nothing flows. */
  | "minKw"
  /** Cabins that are warmed or cooled take power, too. */
  | "preconditioning"
  /** There may be no free point when a bus comes. */
  | "points"
  /** There may be no free place for a service when a bus comes. */
  | "services"
  /** A bus takes less as it fills. */
  | "taper";

/** The stations that a bus may come to, taken together at their best. */
export interface Outlet {
  /** The lowest node that is above all of them; the tree is one with cabinets. */
  readonly node: number;
  /** Most grid power. */
  readonly capKw: number;
  /** Grid energy per energy in the battery, at any station: energy is carried between them. */
  readonly gridPerBattery: number;
  /** From cable in to energy. */
  readonly delayMs: number;
}

/** Finds for each type of bus the best it could have, and notes what that leaves out. */
export class BestOutlet {
  readonly #scenario: Scenario;
  readonly #grid: GridWithCabinets;
  readonly #relaxed: Set<Relaxed>;
  readonly #found = new Map<string, Outlet>();

  constructor(scenario: Scenario, grid: GridWithCabinets, relaxed: Set<Relaxed>) {
    this.#scenario = scenario;
    this.#grid = grid;
    this.#relaxed = relaxed;
  }

  /** @param pointId null: any point */
  of(vehicleType: string, pointId: PointId | null): Outlet {
    const key = `${vehicleType} ${pointId ?? ""}`;
    const outlet = this.#found.get(key) ?? this.#find(vehicleType, pointId);
    this.#found.set(key, outlet);
    return outlet;
  }

  #find(vehicleType: string, pointId: PointId | null): Outlet {
    const { stations, busTypes } = this.#scenario;
    const bus = busTypes.get(vehicleType)!;
    const named = stations.filter((station) => pointId === null || station.id === pointId);
    const candidates = named.length > 0 ? named : stations;
    const curveKw = bus.curve.map(([, powerKw]) => powerKw);
    const maxDcKw = ({ ratedKw }: StationSpec): number => Math.min(ratedKw, Math.max(...curveKw));
    const gridPerBattery = stations.reduce(
      (least, station) => Math.min(least, 1 / station.loss.bestEfficiency(maxDcKw(station))),
      Infinity,
    );
    const outlets = candidates.map((station) => {
      const dcKw = maxDcKw(station);
      if (station.cabinet !== null) this.#relaxed.add("cabinets");
      if (!station.loss.isConstant) this.#relaxed.add("loss");
      if (Math.max(station.minKw, bus.minKw) > 0) this.#relaxed.add("minKw");
      if (Math.min(...curveKw) < dcKw) this.#relaxed.add("taper");
      return {
        node: this.#grid.nodeOf(station),
        capKw: station.loss.acKw(dcKw),
        gridPerBattery,
        delayMs: station.connectMs,
      };
    });
    const first = outlets[0]!;
    const isLossier = candidates.some(
      (station) => 1 / station.loss.bestEfficiency(maxDcKw(station)) > gridPerBattery,
    );
    const differ = outlets.some(
      (outlet) =>
        outlet.node !== first.node ||
        outlet.capKw !== first.capKw ||
        outlet.delayMs !== first.delayMs,
    );
    if (differ || isLossier) this.#relaxed.add("assignment");
    return outlets.reduce((best, outlet) => ({
      node: this.#grid.tree.lowestAbove(best.node, outlet.node),
      capKw: Math.max(best.capKw, outlet.capKw),
      gridPerBattery,
      delayMs: Math.min(best.delayMs, outlet.delayMs),
    }));
  }
}
