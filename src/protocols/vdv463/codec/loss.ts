/** Something that was meant, and is said otherwise or not at all. */
export interface Loss {
  /** `depotInfoList.0.chargingStationInfoList.2.totalPower`. */
  readonly path: string;
  readonly meant: unknown;
  /** Undefined where nothing is said. */
  readonly said: unknown;
}

/** What of one value another does not hold, member by member. */
export function lossesBetween(meant: unknown, said: unknown, path = ""): Loss[] {
  if (meant === undefined || Object.is(meant, said)) return [];
  if (!isHolder(meant) || !isHolder(said)) return [{ path, meant, said }];
  // Where entries are missing from a list, none can be told from another.
  if (Array.isArray(meant) && (!Array.isArray(said) || said.length !== meant.length)) {
    return [{ path, meant, said }];
  }
  return Object.keys(meant).flatMap((key) =>
    lossesBetween(meant[key], said[key], path === "" ? key : `${path}.${key}`),
  );
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
