import type { Version } from "../schema/dialect.ts";

/** The two first editions share a name: nothing on the wire tells them apart. */
export const subprotocols: Readonly<Record<Version, string>> = {
  "1.0": "v1.463.vdv.de",
  "1.1": "v1.463.vdv.de",
  "2.0": "v2.463.vdv.de",
};

/** The highest edition that both speak, or null. @param spoken one edition of each name at most */
export function highestCommon(
  spoken: readonly Version[],
  offered: readonly string[],
): Version | null {
  return spoken.toSorted().findLast((version) => offered.includes(subprotocols[version])) ?? null;
}
