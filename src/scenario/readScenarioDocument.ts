import { type Files, FileTrouble } from "./files.ts";
import { InputProblem, type Place } from "./inputProblem.ts";
import { readDocument, type SourceDocument } from "./readDocument.ts";
import { readText } from "./readText.ts";
import { withBase } from "./withBase.ts";

/** More files than this in a chain are a mistake. */
const MOST_FILES = 20;

/** What a scenario says of itself alone; the file's name stands for a name. */
const OWN_KEYS = new Set(["name", "description"]);

/**
 * Reads a scenario, laid over the one that it extends, if any, and so on.
 * @throws InputProblem for a chain that comes back to itself, is too long or leads to what is no
 * scenario, FileTrouble for a first file that cannot be read
 */
export async function readScenarioDocument(files: Files, path: string): Promise<SourceDocument> {
  return read(files, path, []);
}

/** @param below the files that extend this one, in turn */
async function read(files: Files, path: string, below: readonly string[]): Promise<SourceDocument> {
  const source = readDocument(path, await readText(files, path));
  const { value } = source;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw noScenario(source.placeOf([]), value);
  }
  const { extends: named, ...own } = value as Readonly<Record<string, unknown>>;
  if (named === undefined) return source;
  const place = source.placeOf(["extends"]);
  if (typeof named !== "string" || named.trim() === "") {
    throw new InputProblem({
      place,
      message: `found ${named === null ? "nothing" : JSON.stringify(named)}, expected the file of another scenario`,
      mend: "write for example extends: depot.yaml",
    });
  }
  const base = files.resolve(named, path);
  checkChain([...below, path, base], place);
  const inherited = await readBase(files, base, [...below, path], place);
  return withBase({ ...source, value: own }, { ...inherited, value: inheritable(inherited.value) });
}

function inheritable(value: unknown): unknown {
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.filter(([key]) => !OWN_KEYS.has(key)));
}

async function readBase(
  files: Files,
  path: string,
  below: readonly string[],
  place: Place,
): Promise<SourceDocument> {
  try {
    return await read(files, path, below);
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    throw new InputProblem({
      place,
      message: `found ${path}: ${error.message}`,
      mend: "a path in a scenario is seen from the scenario's folder",
    });
  }
}

/** @param chain each file extends the next */
function checkChain(chain: readonly string[], place: Place): void {
  if (chain.indexOf(chain.at(-1)!) < chain.length - 1) {
    throw new InputProblem({
      place,
      message: `found a circle: ${chain.join(" extends ")}`,
      mend: "one of them must stand by itself",
    });
  }
  if (chain.length > MOST_FILES) {
    throw new InputProblem({
      place,
      message: `found more than ${MOST_FILES} files that extend each other`,
      mend: "put some of them together",
    });
  }
}

function noScenario(place: Place, value: unknown): InputProblem {
  const found = Array.isArray(value) ? "a list" : value === null ? "nothing" : "a single value";
  return new InputProblem({
    place,
    message: `found ${found}, expected a mapping with timetable, vehicleTypes, stations …`,
    mend: "is it really a scenario?",
  });
}
