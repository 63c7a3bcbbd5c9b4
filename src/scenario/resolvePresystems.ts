import type { PresystemsSpec } from "./presystemsSpec.ts";
import type { ScenarioFile } from "./schema/index.ts";

/** @param seenFromHere a file that a setting names, from where we stand */
export function resolvePresystems(
  presystems: ScenarioFile["presystems"],
  seenFromHere: (setting: readonly (string | number)[], file: string) => string,
): PresystemsSpec | null {
  if (presystems === undefined) return null;
  const { host, port, certFile, keyFile, accounts } = presystems;
  return {
    host,
    port,
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
  };
}
