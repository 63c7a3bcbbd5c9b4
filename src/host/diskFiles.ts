import { constants, createReadStream } from "node:fs";
import {
  access,
  appendFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import type { FileStore } from "../record/index.ts";
import { type Files, FileTrouble } from "../scenario/index.ts";

/** What is read of a file at once. */
const PIECE_BYTES = 1 << 18;

/** The disk, for reading inputs. @param cwd what relative paths are seen from */
export function diskFiles(cwd: string): Files {
  return {
    async readBytes(file, maxBytes) {
      try {
        const { size } = await stat(path.resolve(cwd, file));
        if (size > maxBytes) {
          throw new FileTrouble(file, `the file is larger than ${maxBytes / 1e6} MB`);
        }
        return await readFile(path.resolve(cwd, file));
      } catch (error) {
        throw trouble(file, error);
      }
    },
    async *readChunks(file) {
      try {
        yield* createReadStream(path.resolve(cwd, file), { highWaterMark: PIECE_BYTES });
      } catch (error) {
        throw trouble(file, error);
      }
    },
    resolve(named, besideFile) {
      if (path.isAbsolute(named) || besideFile === null) return named;
      return path.join(path.dirname(besideFile), named);
    },
    seenFrom(file, besideFile) {
      const folder = path.dirname(path.resolve(cwd, besideFile));
      return path.relative(folder, path.resolve(cwd, file)).replaceAll(path.sep, "/");
    },
  };
}

/** The disk, for writing results. */
export function diskStore(cwd: string): FileStore {
  const at = (file: string): string => path.resolve(cwd, file);
  let asides = 0;
  return {
    async readText(file) {
      try {
        return await readFile(at(file), "utf8");
      } catch (error) {
        if (codeOf(error) === "ENOENT") return null;
        throw error;
      }
    },
    async readBytes(file) {
      try {
        return await readFile(at(file));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return null;
        throw error;
      }
    },
    async list(folder) {
      try {
        return await readdir(at(folder));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return null;
        throw error;
      }
    },
    async makeFolder(folder) {
      await makeFolders(at(folder));
    },
    async write(file, content) {
      await makeFolders(path.dirname(at(file)));
      await writeFile(at(file), content);
    },
    async append(file, text) {
      await appendFile(at(file), text);
    },
    async *pieces(file) {
      yield* createReadStream(at(file), { highWaterMark: PIECE_BYTES });
    },
    async move(from, to) {
      await rename(at(from), at(to));
    },
    async remove(folder) {
      await rm(at(folder), { recursive: true, force: true });
    },
    async checkWritable(file) {
      if (isWithin(cwd, at(file))) {
        throw Object.assign(new Error(`${file} cannot be replaced from within`), { code: "EBUSY" });
      }
      // What is replaced is moved away first: its parent must let that be.
      if ((await kindOf(at(file))) !== null) await access(at(file), constants.W_OK);
      let parent = path.dirname(at(file));
      while ((await kindOf(parent)) === null) parent = path.dirname(parent);
      if ((await kindOf(parent)) === "file") {
        throw Object.assign(new Error(`${parent} is a file`), { code: "ENOTDIR" });
      }
      await access(parent, constants.W_OK);
    },
    join: (...parts) => path.join(...parts),
    // Resolved first: beside `results/` is not within it.
    aside: (file) => `${at(file)}.${process.pid}-${asides++}.tmp`,
  };
}

/** A folder and those above it. (Node's own recursion never ends below /proc.) */
async function makeFolders(folder: string): Promise<void> {
  if ((await kindOf(folder)) === "folder") return;
  await makeFolders(path.dirname(folder));
  try {
    await mkdir(folder);
  } catch (error) {
    // Another process may have been quicker.
    if ((await kindOf(folder)) !== "folder") throw error;
  }
}

/** What people need to know of a failed read. */
function trouble(file: string, error: unknown): unknown {
  const words: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EACCES: "the file may not be read",
    EPERM: "the file may not be read",
    EISDIR: "this is a folder, expected a file",
    ENOTDIR: "there is no such file",
    ELOOP: "its links go round in circles",
    ENAMETOOLONG: "there is no such file: its name is too long",
  };
  const why = words[codeOf(error) ?? ""];
  const isMissing = ["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "");
  if (why !== undefined) return new FileTrouble(file, why, isMissing);
  if (codeOf(error) === undefined) return error;
  return new FileTrouble(file, `it cannot be read: ${(error as Error).message}`);
}

async function kindOf(file: string): Promise<"file" | "folder" | null> {
  try {
    return (await stat(file)).isDirectory() ? "folder" : "file";
  } catch {
    return null;
  }
}

function isWithin(inner: string, outer: string): boolean {
  return `${inner}${path.sep}`.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
