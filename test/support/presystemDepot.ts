import { writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./root.ts";
import { testCertificate } from "./testCertificate.ts";

type Presystem = "dms" | "itcs";

/** How presystems call a twin that runs on this machine, encrypted; each has an account of its own. */
export interface PresystemCalls {
  /** To be added to a scenario file. */
  readonly yaml: string;
  /** The command line of one that plays that scenario. */
  readonly emulate: (presystem: Presystem, scenario: string) => string[];
}

/** @param at names a file in a folder, for what the accounts need */
export function presystemCalls(
  presystems: readonly Presystem[],
  at: (name: string) => string,
): PresystemCalls {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  writeFileSync(at("password"), "open sesame\n");
  writeFileSync(at("cert.pem"), testCertificate.cert);
  writeFileSync(at("key.pem"), testCertificate.key);
  const accounts = presystems.map(
    (name) =>
      `    - { user: ${name}, passwordFile: password, presystemIds: ["urn:busbar:${name}"] }`,
  );
  const head = ["presystems:", `  port: ${port}`, "  certFile: cert.pem", "  keyFile: key.pem"];
  return {
    yaml: [...head, "  accounts:", ...accounts, ""].join("\n"),
    emulate: (name, scenario) => {
      const whom = ["--scenario", scenario, "--cms", `wss://127.0.0.1:${port}/vdv463`];
      const call = ["--user", name, "--password-file", at("password"), "--ca", at("cert.pem")];
      return ["emulate", name, ...whom, ...call];
    },
  };
}

/** A depot whose presystems are real ones. */
export interface PresystemDepot {
  readonly buses: number;
  readonly days: number;
  readonly strategy: string;
  readonly presystems: readonly Presystem[];
}

/**
 * Writes a depot of as many buses, which come every evening and share what is enough for a third of them; some are
 * late, use more than was thought, or change places.
 * @param at names a file in a folder
 */
export function presystemDepot(
  { buses, days, strategy, presystems }: PresystemDepot,
  at: (name: string) => string,
): { readonly scenario: string; readonly emulate: (presystem: Presystem) => string[] } {
  const time = (minutes: number): string =>
    [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, "0")).join(":");
  const stays = Array.from({ length: buses }, (_, i) => {
    const arriveMin = 17 * 60 + ((i * 37) % 300);
    const departMin = 28 * 60 + ((i * 53) % 240);
    return `B${i},S12,${time(arriveMin)},${time(departMin)},${130 + ((i * 71) % 90)}`;
  });
  const header = "vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block";
  writeFileSync(at("stays.csv"), `${[header, ...stays].join("\n")}\n`);
  const scenario = at("depot.yaml");
  const { yaml, emulate } = presystemCalls(presystems, at);
  writeFileSync(
    scenario,
    `extends: ${path.join(root, "scenarios/quickstart.yaml")}
timetable: { file: stays.csv, repeat: ${days} }
stations: [{ id: P, count: ${buses}, ratedKw: 150, minKw: 5 }]
grid: { contractKw: ${60 + 25 * buses}, maxKw: ${60 + 30 * buses} }
control: { strategy: ${strategy} }
uncertainty: typical
${yaml}`,
  );
  return { scenario, emulate: (presystem) => emulate(presystem, scenario) };
}
