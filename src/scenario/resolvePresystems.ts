import type { StationSpec } from "../depot/index.ts";
import { InputProblem } from "./inputProblem.ts";
import { meant } from "./meant.ts";
import type { PresystemsSpec } from "./presystemsSpec.ts";
import type { SourceDocument } from "./readDocument.ts";
import type { ScenarioFile } from "./schema/index.ts";

const HOUR_MS = 3_600_000;

/** @param seenFromHere a file that a setting names, from where we stand */
export function resolvePresystems(
  presystems: ScenarioFile["presystems"],
  seenFromHere: (setting: readonly (string | number)[], file: string) => string,
): PresystemsSpec | null {
  if (presystems === undefined) return null;
  const { host, port, path, certFile, keyFile, accounts, ...decided } = presystems;
  const { schemaVersion, compat, informationPeriodSec, orphanHours, ...rules } = decided;
  return {
    host,
    port,
    path,
    tls:
      certFile === undefined || keyFile === undefined
        ? null
        : {
            certFile: seenFromHere(["presystems", "certFile"], certFile),
            keyFile: seenFromHere(["presystems", "keyFile"], keyFile),
          },
    accounts: accounts.map((account, i) => ({
      ...account,
      passwordFile: seenFromHere(
        ["presystems", "accounts", i, "passwordFile"],
        account.passwordFile,
      ),
    })),
    rules: {
      ...rules,
      // The first two editions share a subprotocol: one of them alone can be spoken.
      editions: schemaVersion === undefined ? [compat ?? "1.1", "2.0"] : [schemaVersion],
      informationPeriodMs: Math.round(informationPeriodSec * 1000),
      orphanAfterMs: Math.round(orphanHours * HOUR_MS),
    },
  };
}

/** @throws InputProblem for a point on the route that there is not */
export function checkOnRoutePoints(
  { presystems }: ScenarioFile,
  stations: readonly StationSpec[],
  source: SourceDocument,
): void {
  const known = stations.map((station): string => station.id);
  const flaws = (presystems?.onRoutePoints ?? []).flatMap((point, i) =>
    known.includes(point)
      ? []
      : [
          {
            place: source.placeOf(["presystems", "onRoutePoints", i]),
            message: `there is no station "${point}"`,
            mend: meant(point, known),
          },
        ],
  );
  if (flaws.length > 0) throw new InputProblem(...flaws);
}
