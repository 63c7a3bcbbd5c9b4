export const versions = ["1.0", "1.1", "2.0"] as const;

/** Edition of the schemas: 4.2021, 12/2024, 7/2026 (release candidate). */
export type Version = (typeof versions)[number];

/** What two ends must agree upon to understand each other. */
export interface Dialect {
  readonly version: Version;
  /**
   * What `presentPower` of a point means until 1.1: the power that flows, as most
   * read it, or the limit that the charge management sets.
   */
  readonly presentPowerIs: "actual" | "limit";
}
