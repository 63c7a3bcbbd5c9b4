import type { LoadedScenario, Quantity } from "../../scenario/index.ts";
import type { Variant } from "../variant.ts";

/** A scenario whose nights must be served, and where in it the size is. */
export interface Season {
  readonly variant: Variant;
  readonly loaded: LoadedScenario;
  readonly quantity: Quantity;
}

/** What is asked. */
export interface SizeQuestion {
  readonly version: string;
  /** At least one; the first is the one that was asked for. */
  readonly seasons: readonly Season[];
  readonly strategies: readonly string[];
  readonly seeds: readonly number[];
  /** `1..200`. */
  readonly varied: string;
  /** Of nights that must be served, in each season; above 0. */
  readonly share: number;
}
