import type { ControlOptions } from "../control/index.ts";
import type { BusSpec, CabinetSpec, GridNodeSpec, StationSpec } from "../depot/index.ts";
import type { LinkSpecs } from "../links/index.ts";
import type { PresystemsSpec } from "./presystemsSpec.ts";
import type { PresystemOptions, VehiclePlan, YardOptions } from "../operations/index.ts";
import type { CabinSpec, PowerTree } from "../physics/index.ts";
import type { Incident } from "./incidents/incident.ts";
import type { Night } from "./night.ts";
import type { Law, Planner } from "../planning/index.ts";

/** A half-open span of time. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A checked scenario, all its files read, all its times placed: what a simulation runs. */
export interface Scenario {
  readonly name: string;
  readonly seed: number;
  readonly run: Span;
  /** What is reported of the run; whole quarter-hours. */
  readonly window: Span;
  /** Whether that is one of several equal days. */
  readonly repeats: boolean;
  readonly tree: PowerTree;
  readonly nodes: readonly GridNodeSpec[];
  readonly stations: readonly StationSpec[];
  readonly cabinets: readonly CabinetSpec[];
  readonly busTypes: ReadonlyMap<string, BusSpec>;
  /** Of types of bus that are preconditioned. */
  readonly cabins: ReadonlyMap<string, CabinSpec>;
  /** Outside temperature [°C]; null: nobody is preconditioned. */
  readonly ambientC: number | null;
  readonly plans: readonly VehiclePlan[];
  /** For every stay of every plan [ms]. */
  readonly plugInDelaysMs: readonly (readonly number[])[];
  /** For every stay of every plan, as indexes of the yard's services. */
  readonly servicesDue: readonly (readonly (readonly number[])[])[];
  readonly presystem: PresystemOptions;
  readonly yard: YardOptions;
  readonly law: Law;
  /** Makes the plans that the law tracks; null: it needs none. */
  readonly planner: Planner | null;
  readonly control: ControlOptions;
  /** What lies between devices and controller; null: nothing. */
  readonly links: LinkSpecs | null;
  /** Real ones that a twin hears instead of the simulated one; null: none. */
  readonly presystems: PresystemsSpec | null;
  /** What goes wrong. */
  readonly incidents: readonly Incident[];
  /** What chance has in store. */
  readonly night: Night;
}
