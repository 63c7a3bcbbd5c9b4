import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { platform } from "node:process";
import type { Serving } from "../twin/index.ts";

/** Where a socket is, written into the folder that it is about. */
const PLACE = "socket.path";
const SOCKET = "socket";
/** The shortest that any system allows is 104, with a zero at the end [bytes]. */
const MOST_PATH_BYTES = 103;
const MOST_CONNECTIONS = 8;
/** Of a question and of an answer [bytes]; of silence [ms]. */
const MOST_QUESTION_BYTES = 1 << 16;
const MOST_ANSWER_BYTES = 1 << 27;
const SILENCE_MS = 30_000;

/** Where a socket lies, and what has to go with it; null: nothing. */
interface SocketPlace {
  readonly at: string;
  readonly folder: string | null;
}

/**
 * Answers questions about a folder, one JSON value per line each way, to the user who owns it alone.
 * Nobody else may serve the same folder.
 */
export async function localSocket(
  folder: string,
  answer: (question: unknown) => unknown,
): Promise<Serving> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place = placeFor(folder);
  if (platform !== "win32") rmSync(place.at, { force: true });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    converse(socket, answer);
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(place.at, resolve);
  });
  if (platform !== "win32") chmodSync(place.at, 0o600);
  writeFileSync(path.join(folder, PLACE), `${place.at}\n`, { mode: 0o600 });
  return {
    end: () =>
      new Promise((resolve) => {
        rmSync(path.join(folder, PLACE), { force: true });
        server.close(() => {
          if (place.folder !== null) rmSync(place.folder, { recursive: true, force: true });
          resolve();
        });
        for (const socket of open) socket.destroySoon();
      }),
  };
}

/** Asks whoever serves a folder; null: nobody does. @throws what the system throws */
export async function askSocket(folder: string, question: unknown): Promise<unknown> {
  const place = placeIn(folder);
  if (place === null) return null;
  try {
    return await asked(createConnection(place), question);
  } catch (error) {
    // Left by a process that was killed.
    if (["ENOENT", "ECONNREFUSED"].includes(String((error as { code?: string }).code))) return null;
    throw error;
  }
}

function placeIn(folder: string): string | null {
  try {
    return readFileSync(path.join(folder, PLACE), "utf8").trim();
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return null;
    throw error;
  }
}

/** In the folder, or where its path is too long for a socket in a private one of its own. */
function placeFor(folder: string): SocketPlace {
  if (platform === "win32") {
    const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
    return { at: `\\\\.\\pipe\\busbar-${name}`, folder: null };
  }
  const at = path.join(folder, SOCKET);
  if (Buffer.byteLength(at) <= MOST_PATH_BYTES) return { at, folder: null };
  const own = mkdtempSync(path.join(tmpdir(), "busbar-"));
  return { at: path.join(own, SOCKET), folder: own };
}

function converse(socket: Socket, answer: (question: unknown) => unknown): void {
  socket.setTimeout(SILENCE_MS, () => socket.destroy());
  // Whoever goes away in the midst of it does not matter.
  socket.on("error", () => socket.destroy());
  onLines(socket, MOST_QUESTION_BYTES, (line) => {
    socket.write(`${JSON.stringify(answered(line, answer))}\n`);
  });
}

function answered(line: string, answer: (question: unknown) => unknown): unknown {
  try {
    return answer(JSON.parse(line));
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function asked(socket: Socket, question: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error("ETIMEDOUT: no answer")));
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the other side ended without an answer")));
    onLines(socket, MOST_ANSWER_BYTES, (line) => {
      resolve(JSON.parse(line) as unknown);
      socket.end();
    });
    socket.write(`${JSON.stringify(question)}\n`);
  });
}

/** Hears whole lines; who sends one that is too long is cut off. */
function onLines(socket: Socket, mostBytes: number, hear: (line: string) => void): void {
  let begun: string[] = [];
  let length = 0;
  socket.setEncoding("utf8");
  socket.on("data", (piece: string) => {
    const lines = piece.split("\n");
    for (const [i, part] of lines.entries()) {
      begun.push(part);
      length += part.length;
      if (length > mostBytes) return void socket.destroy(new Error("a line is too long"));
      if (i === lines.length - 1) break;
      hear(begun.join(""));
      begun = [];
      length = 0;
    }
  });
}
