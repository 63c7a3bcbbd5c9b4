import { officialSchemas, type OfficialSchemas, type Version } from "../protocols/vdv463/index.ts";
import { InputProblem } from "../scenario/index.ts";
import type { Surroundings } from "./surroundings.ts";

/** As the publisher names the folders of the editions. */
const folders: Readonly<Record<Version, RegExp>> = {
  "1.0": /^1\.0\.0/,
  "1.1": /^1\.1\.0/,
  "2.0": /^2\.0\.0/,
};

/**
 * The official schemas, from a user's own copy: a folder with one for each edition.
 * @throws InputProblem when there is none for an edition, or it cannot be used
 */
export async function userSchemas(
  folder: string,
  editions: readonly Version[],
  around: Surroundings,
): Promise<ReadonlyMap<Version, OfficialSchemas>> {
  const found = new Map<Version, OfficialSchemas>();
  for (const version of editions) found.set(version, await schemasOf(folder, version, around));
  return found;
}

async function schemasOf(
  folder: string,
  version: Version,
  around: Surroundings,
): Promise<OfficialSchemas> {
  const { store, journals } = around;
  const inside = journals(folder)
    .list()
    .filter((name) => folders[version].test(name));
  const name = inside.toSorted().at(-1);
  if (name === undefined) {
    throw new InputProblem({
      place: { file: folder },
      message: `found no folder for edition ${version}, expected one like ${version}.0`,
    });
  }
  const path = store.join(folder, name);
  const files = journals(path)
    .list()
    .filter((file) => file.endsWith(".json"));
  const schemas = new Map<string, object>();
  for (const file of files) {
    const text = new TextDecoder().decode(journals(path).read(file));
    try {
      schemas.set(file.replace(/\.json$/, ""), JSON.parse(text) as object);
    } catch {
      throw new InputProblem({ place: { file: store.join(path, file) }, message: "it is no JSON" });
    }
  }
  if (!schemas.has("MessageStructure")) {
    throw new InputProblem({
      place: { file: path },
      message: `found no MessageStructure.json, expected the official schemas of edition ${version}`,
    });
  }
  try {
    return await officialSchemas(version, schemas);
  } catch (error) {
    throw new InputProblem({ place: { file: path }, message: (error as Error).message });
  }
}
