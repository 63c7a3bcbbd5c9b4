import { AttachedPresystems, knownDepot, presystemRules } from "../../drivers/vdv463/index.ts";
import { serverOptions, serverRules, type Version } from "../../protocols/vdv463/index.ts";
import type { Scenario } from "../../scenario/index.ts";
import type { Attach } from "./reception.ts";

/** The one presystem there is. */
export const account = { user: "dms", password: "secret", presystemIds: ["dms"] } as const;

/** Between two messages of information when nothing changes [ms]. */
export const PERIOD_MS = 900_000;

/** How a night's presystem is received; tests plant faults of their own. */
export type AttachIn = (spec: Scenario, version: Version) => Attach;

export const soundAttach: AttachIn = (spec, version) => {
  const rules = { ...serverRules, informationPeriodMs: PERIOD_MS, pingPeriodMs: 60_000 };
  const setting = { rules: presystemRules, ...knownDepot(spec) };
  const options = { ...serverOptions, versions: [version], accounts: [account], rules };
  return (around) => new AttachedPresystems(setting, options, around);
};
