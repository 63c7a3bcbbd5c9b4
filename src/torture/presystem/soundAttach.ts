import { AttachedPresystems, presystemRules } from "../../drivers/vdv463/index.ts";
import { id, type PointId } from "../../messages/index.ts";
import { serverOptions, serverRules, type Version } from "../../protocols/vdv463/index.ts";
import type { Scenario } from "../../scenario/index.ts";
import type { Attach } from "./reception.ts";

/** The one presystem there is. */
export const account = { user: "dms", password: "secret", presystemIds: ["dms"] } as const;

/** Between two messages of information when nothing changes [ms]. */
export const PERIOD_MS = 900_000;

/** How a night's presystem is received; tests plant faults of their own. */
export type AttachIn = (spec: Scenario, version: Version) => Attach;

export const soundAttach: AttachIn =
  ({ name, stations, plans }, version) =>
  (around) => {
    const vehicles = new Set<string>(plans.map(({ vehicleId }) => vehicleId));
    const setting = {
      rules: presystemRules,
      layout: {
        depotId: name,
        stations: stations.map((station) => ({
          chargingStationId: station.id,
          pointIds: [id<PointId>(station.id)],
        })),
      },
      knowsVehicle: (vehicleId: string) => vehicles.has(vehicleId),
    };
    const rules = { ...serverRules, informationPeriodMs: PERIOD_MS, pingPeriodMs: 60_000 };
    return new AttachedPresystems(
      setting,
      { ...serverOptions, versions: [version], accounts: [account], rules },
      around,
    );
  };
