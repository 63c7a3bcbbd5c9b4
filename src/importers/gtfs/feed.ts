import {
  asUtf8,
  checkNamedOnce,
  type Files,
  FileTrouble,
  InputProblem,
  openCsv,
  type Positions,
  positionsIn,
  type Preset,
  readAsText,
  type Row,
  unknownColumns,
} from "../../scenario/index.ts";
import type { Warnings } from "../warnings.ts";
import { ZipFiles } from "./zipFiles.ts";

/** A row of a table, and where its fields stand. */
export interface FeedRow<Field extends string> {
  readonly row: Row;
  readonly at: Positions<Field>;
}

/** A GTFS feed: tables in a folder or an archive (GTFS Schedule Reference, gtfs.org). */
export class Feed {
  readonly #files: Files;
  readonly #pathOf: (name: string) => string;
  readonly #read: string[] = [];

  private constructor(files: Files, pathOf: (name: string) => string) {
    this.#files = files;
    this.#pathOf = pathOf;
  }

  /** @throws InputProblem when there is no trips.txt in it */
  static async open(files: Files, path: string, warnings: Warnings): Promise<Feed> {
    // A path beside a file in the folder is one in it, whatever a separator is here.
    const inFolder = (name: string): string => files.resolve(name, `${path}/trips.txt`);
    const folder = new Feed(files, inFolder);
    if (await folder.has("trips.txt")) return folder;
    if (await isFolder(files, path)) throw noFeed(path);
    const zip = await ZipFiles.open(files, path);
    const prefix = zip.folderOf("trips.txt");
    if (prefix === null) throw noFeed(path);
    return new Feed(
      asUtf8(zip, (file) => warnings.add(readAsText(file))),
      (name) => prefix + name,
    );
  }

  /** Tables that were read. */
  get tables(): readonly string[] {
    return this.#read;
  }

  path(name: string): string {
    return this.#pathOf(name);
  }

  /** Whether there is such a table, with anything in it. @throws FileTrouble for one that may not be read */
  async has(name: string): Promise<boolean> {
    try {
      for await (const _ of this.#files.readChunks(this.path(name))) return true;
      return false;
    } catch (error) {
      if (error instanceof FileTrouble && error.isMissing) return false;
      throw error;
    }
  }

  /** The rows of a table that must be there. @throws InputProblem for one that cannot be used */
  async *rows<Field extends string>(preset: Preset<Field>): AsyncGenerator<FeedRow<Field>> {
    const path = this.path(preset.what);
    const { columns: at, rows } = await openCsv(this.#files, path, (header) => {
      const positions = positionsIn(preset, header);
      if (positions === null) throw unknownColumns(path, header, [preset]);
      checkNamedOnce(path, preset, header);
      return positions;
    });
    if (!this.#read.includes(preset.what)) this.#read.push(preset.what);
    for await (const row of rows) {
      row.checkLength();
      yield { row, at };
    }
  }

  /** The rows of a table that need not be there. */
  async *rowsIfAny<Field extends string>(preset: Preset<Field>): AsyncGenerator<FeedRow<Field>> {
    if (await this.has(preset.what)) yield* this.rows(preset);
  }
}

async function isFolder(files: Files, path: string): Promise<boolean> {
  try {
    for await (const _ of files.readChunks(path)) return false;
    return false;
  } catch (error) {
    if (error instanceof FileTrouble && error.isMissing) throw error;
    return error instanceof FileTrouble;
  }
}

function noFeed(path: string): InputProblem {
  return new InputProblem({
    place: { file: path },
    message: "there is no trips.txt in it, or nothing in that: it is no GTFS feed",
    mend: "give the zip archive as it was published, or the folder that it unpacks to",
  });
}
