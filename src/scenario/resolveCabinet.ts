import type { CabinetSpec } from "../depot/index.ts";
import { modulesFor } from "../physics/index.ts";
import type { StationGroupFile } from "./schema/stationGroup.ts";

/** A module's contactors open and close, its voltage comes up again [s]: estimate. */
const SWITCH_SEC = 5;
/** A bank of more modules has a slip in its units. */
const MOST_MODULES = 1000;
/** So near a whole number of modules is one: three modules of 33.3 kW give 100 kW. */
const ROUNDING = 0.02;

/** The part of a cabinet that its outlets share. */
type Bank = Pick<CabinetSpec, "modules" | "moduleKw">;

/** Notes what is wrong with a key of the group. */
type Complain = (key: string, message: string, mend: string) => void;

/** What the outlets of a station share; null where they share nothing, or it makes no sense. */
export function resolveCabinet(
  group: StationGroupFile,
  complain: Complain,
): (Bank & Pick<CabinetSpec, "switchMs">) | null {
  const { outlets, sharing, switchSec } = group;
  if (outlets === 1) {
    for (const key of ["sharing", "cabinetKw", "moduleKw", "switchSec"] as const) {
      if (group[key] === undefined) continue;
      complain(
        key,
        `found ${group[key]}, but a single outlet`,
        "set outlets above 1, or leave it out",
      );
    }
    return null;
  }
  if (sharing === undefined) {
    complain(
      "outlets",
      `found ${outlets}, and not how they share`,
      "add sharing: sequential or dynamic",
    );
    return null;
  }
  const bank = sharing === "sequential" ? oneModule(group, complain) : bankOf(group, complain);
  if (bank === null) return null;
  checkShares(group, bank, complain);
  const defaultSec = sharing === "sequential" ? 0 : SWITCH_SEC;
  return { ...bank, switchMs: Math.round((switchSec ?? defaultSec) * 1000) };
}

/** All that a sequential cabinet gives goes to one outlet at a time. */
function oneModule({ cabinetKw, moduleKw, ratedKw }: StationGroupFile, complain: Complain): Bank {
  if (moduleKw !== undefined) {
    complain(
      "moduleKw",
      `found ${moduleKw}, but sharing: sequential`,
      "leave it out, or share dynamic",
    );
  }
  return { modules: 1, moduleKw: cabinetKw ?? ratedKw };
}

function bankOf({ cabinetKw, moduleKw }: StationGroupFile, complain: Complain): Bank | null {
  if (cabinetKw === undefined || moduleKw === undefined) {
    const missing = cabinetKw === undefined ? "cabinetKw" : "moduleKw";
    complain("sharing", `found dynamic without ${missing}`, `add ${missing}`);
    return null;
  }
  const modules = Math.round(cabinetKw / moduleKw);
  if (modules < 1 || Math.abs(cabinetKw / moduleKw - modules) > ROUNDING) {
    complain(
      "cabinetKw",
      `found ${cabinetKw}, expected a multiple of moduleKw ${moduleKw}`,
      `for example ${Math.max(1, modules) * moduleKw}`,
    );
    return null;
  }
  if (modules > MOST_MODULES) {
    complain(
      "moduleKw",
      `found ${moduleKw}, which makes ${modules} modules`,
      "expected at most 1000",
    );
    return null;
  }
  return { modules, moduleKw: cabinetKw / modules };
}

/** Whether a bank can give what its outlets need. */
function checkShares(
  { outlets, minKw, fallbackKw }: StationGroupFile,
  { modules, moduleKw }: Bank,
  complain: Complain,
): void {
  const totalKw = modules * moduleKw;
  if (modulesFor(minKw, moduleKw) > modules) {
    complain(
      "minKw",
      `found ${minKw}, more than all outlets give together, ${totalKw} kW`,
      "lower it",
    );
  }
  if (modulesFor(fallbackKw, moduleKw) * outlets <= modules) return;
  complain(
    "fallbackKw",
    modules === 1
      ? `found ${fallbackKw}, but one outlet of ${outlets} gives power at a time`
      : `found ${fallbackKw}: for ${outlets} outlets that takes more than the ${modules} modules there are`,
    modules === 1
      ? "set it to 0: it is set aside for every outlet at all times"
      : "lower it: it is set aside for every outlet at all times, in whole modules",
  );
}
