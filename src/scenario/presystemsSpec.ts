/** Where presystems call a twin, and who may. Files are as the scenario names them, seen from where it stands. */
export interface PresystemsSpec {
  /** `127.0.0.1`. */
  readonly host: string;
  readonly port: number;
  /** `/vdv463`. */
  readonly path: string;
  /** PEM; null: no encryption, on this machine alone. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly accounts: readonly PresystemAccountSpec[];
  readonly rules: PresystemRulesSpec;
}

interface PresystemAccountSpec {
  readonly user: string;
  readonly passwordFile: string;
  readonly presystemIds: readonly string[];
}

/** What implementers of VDV 463 decide one way or the other. */
interface PresystemRulesSpec {
  /** Editions that are spoken. */
  readonly editions: readonly ("1.0" | "1.1" | "2.0")[];
  readonly validation: "strict" | "tolerant";
  readonly rejectWholeOn1x: boolean;
  readonly presentPowerIs: "actual" | "limit";
  readonly pciScope: "all" | "own";
  readonly informationPeriodMs: number;
  readonly priorityOrder: "lowerFirst" | "higherFirst";
  readonly unknownVehicles: "reject" | "learn";
  readonly stopOnRemoval: boolean;
  readonly orphanAfterMs: number;
  readonly presystemPrecedence: "BMS" | "ITCS";
  readonly onRoutePoints: readonly string[];
}
