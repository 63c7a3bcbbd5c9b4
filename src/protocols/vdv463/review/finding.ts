import type { Instant } from "../model/instant.ts";

/** Something that is not as it should be, in the words of a rule. */
export interface Finding {
  readonly severity: "error" | "warning" | "information";
  /** What rule: findings of one rule are counted together. */
  readonly rule: string;
  /** Whom or what, and what was found. */
  readonly text: string;
}

/** Findings of one rule. */
export interface FindingsOfRule extends Pick<Finding, "severity" | "rule"> {
  readonly count: number;
  /** The first of them. */
  readonly firstAtMs: Instant;
  readonly first: string;
}
