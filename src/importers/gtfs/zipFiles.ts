import { unzipSync } from "fflate";
import { type Files, FileTrouble, InputProblem } from "../../scenario/index.ts";

/** Beyond any feed: the archive, one file of it unpacked, and how far a table can be packed (estimates). */
const MAX_ZIP_BYTES = 300_000_000;
const MAX_ENTRY_BYTES = 1_500_000_000;
const MAX_RATIO = 200;
/** Below this the ratio does no harm. */
const SMALL_BYTES = 10_000_000;
const PIECE_BYTES = 1 << 18;

/** The files of an archive, unpacked one at a time when they are read; a path is `feed.zip/trips.txt`. */
export class ZipFiles implements Files {
  readonly #path: string;
  readonly #bytes: Uint8Array;
  readonly #names: readonly string[];

  private constructor(path: string, bytes: Uint8Array) {
    this.#path = path;
    this.#bytes = bytes;
    const names: string[] = [];
    this.#unzip(({ name }) => {
      names.push(name);
      return false;
    });
    this.#names = names;
  }

  /** @throws InputProblem for what is no archive, FileTrouble for what cannot be read */
  static async open(files: Files, path: string): Promise<ZipFiles> {
    return new ZipFiles(path, await files.readBytes(path, MAX_ZIP_BYTES));
  }

  /** The folder in the archive that holds a file of that name, null when none does. */
  folderOf(name: string): string | null {
    const found = this.#names.find((entry) => entry === name || entry.endsWith(`/${name}`));
    return found === undefined ? null : `${this.#path}/${found.slice(0, -name.length)}`;
  }

  async readBytes(path: string, maxBytes: number): Promise<Uint8Array> {
    const wanted = path.slice(this.#path.length + 1);
    if (!path.startsWith(`${this.#path}/`) || !this.#names.includes(wanted)) {
      throw new FileTrouble(path, "there is no such file in the archive", true);
    }
    const unpacked = this.#unzip((entry) => {
      if (entry.name !== wanted) return false;
      this.#checkSize(path, entry, Math.min(maxBytes, MAX_ENTRY_BYTES));
      return true;
    });
    return unpacked[wanted]!;
  }

  async *readChunks(path: string): AsyncGenerator<Uint8Array> {
    const bytes = await this.readBytes(path, MAX_ENTRY_BYTES);
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      yield bytes.subarray(start, start + PIECE_BYTES);
    }
  }

  resolve(path: string): string {
    return path;
  }

  seenFrom(path: string): string {
    return path;
  }

  /** What is written out is never more than the archive says of an entry, whatever is in it. */
  #checkSize(
    path: string,
    { size, originalSize }: { readonly size: number; readonly originalSize: number },
    maxBytes: number,
  ): void {
    const isBomb = originalSize > SMALL_BYTES && originalSize > size * MAX_RATIO;
    if (originalSize <= maxBytes && !isBomb) return;
    throw new InputProblem({
      place: { file: path },
      message: `would be ${Math.round(originalSize / 1e6)} MB when unpacked, from ${Math.ceil(size / 1e6)} MB`,
      mend: "is the archive sound? If so, unpack it and import the folder",
    });
  }

  #unzip(
    filter: (entry: { name: string; size: number; originalSize: number }) => boolean,
  ): Record<string, Uint8Array> {
    try {
      return unzipSync(this.#bytes, { filter });
    } catch (error) {
      if (error instanceof InputProblem) throw error;
      throw new InputProblem({
        place: { file: this.#path },
        message: "this is no zip archive that can be unpacked",
        mend: "a GTFS feed is a zip archive, or a folder, with trips.txt in it: is the file whole?",
      });
    }
  }
}
