import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  officialSchemas,
  type OfficialSchemas,
  type Version,
  versions,
} from "../../src/protocols/vdv463/index.ts";
import { sharedPath } from "./sharedData.ts";

/** Where the editions lie: beside the checkout, or where a user keeps a copy of them. */
const folder = process.env["BUSBAR_VDV463_SCHEMAS"] ?? sharedPath("vdv463/schemas");

const folders = { "1.0": "1.0.0", "1.1": "1.1.0", "2.0": "2.0.0-rc1" } as const;

/** The publisher's schemas by edition; empty where there are none. */
export async function readOfficialSchemas(): Promise<ReadonlyMap<Version, OfficialSchemas>> {
  if (!existsSync(folder)) return new Map();
  const read = async (version: Version): Promise<[Version, OfficialSchemas]> => {
    const inside = path.join(folder, folders[version]);
    const files = new Map(
      readdirSync(inside).map((name) => [
        path.basename(name, ".json"),
        JSON.parse(readFileSync(path.join(inside, name), "utf8")) as object,
      ]),
    );
    return [version, await officialSchemas(version, files)];
  };
  return new Map(await Promise.all(versions.map(read)));
}
