import { rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { LineChannel } from "../links/index.ts";
import { streamChannel } from "./streamChannel.ts";

/** Somebody who listens for channels. */
export interface LineListener {
  close(): void;
}

/**
 * Waits for others at a local socket, or a named pipe where the system has them.
 * @throws Error with a code, as EADDRINUSE where somebody listens already
 */
export async function listenForLines(
  path: string,
  hear: (channel: LineChannel) => void,
  warn: (text: string) => void,
): Promise<LineListener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    hear(streamChannel(socket, socket, warn));
  });
  try {
    await listening(server, path);
  } catch (error) {
    if (!isInUse(error) || (await answers(path))) throw error;
    // Left behind by a process that was killed.
    await rm(path);
    await listening(server, path);
  }
  return {
    close: () => {
      server.close();
      for (const socket of sockets) socket.end();
    },
  };
}

/** A channel to whoever listens there. @throws Error with a code, as ENOENT where nobody does */
export async function connectLines(
  path: string,
  warn: (text: string) => void,
): Promise<LineChannel> {
  const socket = connect(path);
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  return streamChannel(socket, socket, warn);
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function answers(path: string): Promise<boolean> {
  try {
    (await connectLines(path, () => {})).close();
    return true;
  } catch {
    return false;
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
