import { writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../house/sources.ts";
import { testCertificate } from "./testCertificate.ts";

/** A depot whose presystems are real ones. */
export interface PresystemDepot {
  readonly buses: number;
  readonly days: number;
  readonly strategy: string;
  /** Who calls; each has an account of its own. */
  readonly presystems: readonly ("dms" | "itcs")[];
}

/** A scenario on disk, and how it is talked to. */
export interface PresystemDepotFiles {
  readonly scenario: string;
  /** The end of the command line of `busbar emulate`, which calls it encrypted. */
  readonly emulate: (presystem: "dms" | "itcs") => string[];
}

/**
 * Writes a depot of as many buses, which come every evening and share what is enough for a third of them; some are
 * late, use more than was thought, or change places.
 * @param at names a file in a folder
 */
export function presystemDepot(
  { buses, days, strategy, presystems }: PresystemDepot,
  at: (name: string) => string,
): PresystemDepotFiles {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const time = (minutes: number): string =>
    [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, "0")).join(":");
  const stays = Array.from({ length: buses }, (_, i) => {
    const arriveMin = 17 * 60 + ((i * 37) % 300);
    const departMin = 28 * 60 + ((i * 53) % 240);
    return `B${i},S12,${time(arriveMin)},${time(departMin)},${130 + ((i * 71) % 90)}`;
  });
  const header = "vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block";
  writeFileSync(at("stays.csv"), `${[header, ...stays].join("\n")}\n`);
  writeFileSync(at("password"), "open sesame\n");
  writeFileSync(at("cert.pem"), testCertificate.cert);
  writeFileSync(at("key.pem"), testCertificate.key);
  const accounts = presystems.map(
    (name) =>
      `    - { user: ${name}, passwordFile: password, presystemIds: ["urn:busbar:${name}"] }`,
  );
  const scenario = at("depot.yaml");
  writeFileSync(
    scenario,
    `extends: ${path.join(root, "scenarios/quickstart.yaml")}
timetable: { file: stays.csv, repeat: ${days} }
stations: [{ id: P, count: ${buses}, ratedKw: 150, minKw: 5 }]
grid: { contractKw: ${60 + 25 * buses}, maxKw: ${60 + 30 * buses} }
control: { strategy: ${strategy} }
uncertainty: typical
presystems:
  port: ${port}
  certFile: cert.pem
  keyFile: key.pem
  accounts:
${accounts.join("\n")}
`,
  );
  const url = `wss://127.0.0.1:${port}/vdv463`;
  return {
    scenario,
    emulate: (presystem) => {
      const call = ["--user", presystem, "--password-file", at("password"), "--ca", at("cert.pem")];
      return ["emulate", presystem, "--scenario", scenario, "--cms", url, ...call];
    },
  };
}
