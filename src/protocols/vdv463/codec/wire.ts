import type { Dialect } from "../schema/dialect.ts";
import { envelope } from "../schema/envelope.ts";
import { type Payloads, payloadsOf } from "../schema/payloads.ts";

/** Strict refuses what the schemas refuse; tolerant mends what does no harm, and says so. */
export type Validation = "strict" | "tolerant";

/** The schemas of a dialect, and how closely they are held to. */
export interface Wire {
  readonly dialect: Dialect;
  readonly validation: Validation;
  readonly envelope: ReturnType<typeof envelope>;
  readonly payloads: Payloads;
  /** What is tried next by a tolerant reader of the first edition. */
  readonly lenient: Wire | null;
}

export function wireOf(dialect: Dialect, validation: Validation): Wire {
  const isOldest = dialect.version === "1.0" && validation === "tolerant";
  return {
    dialect,
    validation,
    envelope: envelope(dialect.version, validation === "tolerant"),
    payloads: payloadsOf(dialect),
    lenient: isOldest ? wireOf({ ...dialect, version: "1.1" }, validation) : null,
  };
}
