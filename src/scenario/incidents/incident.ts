import type { LateReturn } from "../../operations/index.ts";

/** When an incident begins. */
export type Beginning =
  | { readonly kind: "at"; readonly atMs: number }
  /** Power at a node, base load included, is above this. */
  | { readonly kind: "powerAbove"; readonly node: number; readonly powerKw: number }
  /** A bus holds less than this share of its usable energy. */
  | { readonly kind: "socBelow"; readonly bus: number; readonly soc: number }
  /** So long after another one has begun, which stands before it in the list. */
  | { readonly kind: "after"; readonly incident: number; readonly delayMs: number };

/** What happens; nodes, points and buses by index. */
export type Happening =
  /** There is no power below a node. */
  | { readonly kind: "trip" | "blackout"; readonly node: number }
  /** The grid operator allows no more at a node. */
  | { readonly kind: "limit"; readonly node: number; readonly maxKw: number }
  /** Points do not work; their buses are plugged in elsewhere after a while, if it lasts so long. */
  | {
      readonly kind: "stationOut";
      readonly points: readonly number[];
      readonly replugMs: number;
    }
  /** Points and controller hear nothing of each other. */
  | { readonly kind: "linkLoss"; readonly points: readonly number[] }
  | ({ readonly kind: "lateBus" } & LateReturn);

/** Something that goes otherwise than the timetable and the grid let expect. */
export type Incident = Happening & {
  readonly name: string;
  /** Where, for people: `feeder-1`, `P03, P07`. */
  readonly where: string;
  readonly begins: Beginning;
  readonly durationMs: number;
};
