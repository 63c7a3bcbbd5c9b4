import { AttachedPresystems } from "../drivers/vdv463/index.ts";
import { id, type PointId } from "../messages/index.ts";
import type { OfficialSchemas, Version } from "../protocols/vdv463/index.ts";
import type { PresystemsSpec, Scenario } from "../scenario/index.ts";
import type { LiveRun, LogFields, Serving, TwinLog } from "../twin/index.ts";
import { smallText } from "./callOf.ts";
import { NetworkProblem } from "./networkProblem.ts";
import { presystemSetting } from "./presystemSetting.ts";
import { schemaDoor } from "./schemaDoor.ts";
import type { Surroundings } from "./surroundings.ts";

/** Presystems are shown figures that have changed after this at the latest [ms]. */
const LOOK_MS = 2000;

/** Where what presystems do is told, and what their frames are held against; null: nothing. */
export interface PresystemWatch {
  readonly log: TwinLog;
  readonly official: ReadonlyMap<Version, OfficialSchemas> | null;
}

/** Lets real presystems call a twin; null where its scenario names none. @throws NetworkProblem, InputProblem */
export async function twinPresystems(
  scenario: Scenario,
  run: LiveRun,
  { log, official }: PresystemWatch,
  around: Surroundings,
): Promise<(Serving & { readonly url: string }) | null> {
  const { presystems, stations, plans } = scenario;
  if (presystems === null) return null;
  const { network } = around;
  const { timers } = network;
  const { accounts, tls } = await secretsOf(presystems, around);
  const vehicles = new Set<string>(plans.map(({ vehicleId }) => vehicleId));
  const { rules, options } = presystemSetting(presystems);
  const attached = new AttachedPresystems(
    {
      rules,
      layout: {
        depotId: scenario.name,
        stations: stations.map((station) => ({
          chargingStationId: station.id,
          pointIds: [id<PointId>(station.id)],
        })),
      },
      knowsVehicle: (vehicleId) => vehicles.has(vehicleId),
    },
    { ...options, accounts },
    {
      timers,
      idSeed: `twin ${timers.nowMs()}`,
      view: () => run.view(),
      controllerMs: () => run.nowMs,
      emit: (event) => log.info(`vdv463 ${event.kind}`, scalars(event)),
    },
  );
  attached.desk.recall(run.view());
  attached.port.listen((word) => run.hear(word));
  attached.look();
  const { host, port } = presystems;
  const checked = official && schemaDoor(attached.door, official, log);
  const listening = await network
    .listen({ host, port, tls }, checked?.door ?? attached.door)
    .catch((error: Error) => {
      throw new NetworkProblem(error.message);
    });
  let cancel: (() => void) | null = null;
  const lookOn = (): void => {
    attached.look();
    cancel = timers.at(timers.nowMs() + LOOK_MS, lookOn);
  };
  lookOn();
  return {
    url: `${listening.url}${options.path}`,
    end: async () => {
      cancel?.();
      attached.close();
      await listening.close();
      if (checked !== null) around.stderr(`schemas    ${checked.summary()}\n`);
    },
  };
}

/** Passwords and certificates, from their files. */
async function secretsOf(presystems: PresystemsSpec, around: Surroundings) {
  const accounts = [];
  for (const { passwordFile, ...account } of presystems.accounts) {
    const password = (await smallText(passwordFile, around)).replace(/\r?\n$/, "");
    accounts.push({ ...account, password });
  }
  const tls =
    presystems.tls === null
      ? null
      : {
          cert: await smallText(presystems.tls.certFile, around),
          key: await smallText(presystems.tls.keyFile, around),
        };
  return { accounts, tls };
}

/** What fits a line of a log: lists are left out. */
function scalars(event: object): LogFields {
  const fields = Object.entries(event).filter(
    ([, value]) => value === null || typeof value !== "object",
  );
  return Object.fromEntries(fields);
}
