/** Where presystems call a twin, and who may. Files are as the scenario names them, seen from where it stands. */
export interface PresystemsSpec {
  /** `127.0.0.1`. */
  readonly host: string;
  readonly port: number;
  /** PEM; null: no encryption, on this machine alone. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly accounts: readonly PresystemAccountSpec[];
}

interface PresystemAccountSpec {
  readonly user: string;
  readonly passwordFile: string;
  readonly presystemIds: readonly string[];
}
