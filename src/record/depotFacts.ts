/** A bus that a plan foresaw to be short, and what was in its way. */
export interface ForeseenShort {
  readonly vehicleId: string;
  readonly plannedDepartureAtMs: number;
  /** What is full; null: not even full power would do. */
  readonly nodeId: string | null;
  readonly isCabinet: boolean;
  readonly fromMs: number;
  readonly toMs: number;
  /** So much more there would do [kW]; `never`: no more there alone; null: nobody asked. */
  readonly moreKw: number | "never" | null;
}

/** `depot.json`: what a report needs to know of the depot, beside what was measured. */
export interface DepotFacts {
  readonly schemaVersion: 1;
  readonly timezone: string;
  /** Time of day, `04:00`. */
  readonly serviceDayStartsAt: string;
  /** The whole run, and what is reported of it. */
  readonly run: { readonly fromMs: number; readonly toMs: number };
  readonly window: { readonly fromMs: number; readonly toMs: number };
  /** The instant that the run has come to. */
  readonly untilMs: number;
  /** A sentence about the strategy. */
  readonly strategySays: string;
  readonly points: readonly {
    readonly id: string;
    /** At the outlet. */
    readonly ratedKw: number;
    /** Whose modules it shares; null: it has its own. */
    readonly cabinetId: string | null;
  }[];
  readonly cabinets: readonly {
    readonly id: string;
    readonly modules: number;
    /** What one module gives, at the outlet. */
    readonly moduleKw: number;
  }[];
  /** The shortest buses, as plans foresaw them. */
  readonly foreseenShort: readonly ForeseenShort[];
}
