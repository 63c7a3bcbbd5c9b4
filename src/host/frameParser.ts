import type { Buffer } from "node:buffer";

/** Reads WebSocket frames of a stream of bytes, as `ws` does itself; its types leave it out. */
export interface FrameParser {
  write(chunk: Buffer): boolean;
  on(event: "message", hear: (data: Buffer, isBinary: boolean) => void): this;
  on(event: "ping" | "pong", hear: (data: Buffer) => void): this;
  on(event: "conclude", hear: (code: number, reason: Buffer) => void): this;
  on(event: "error", hear: (error: Error) => void): this;
}

/** Longer messages are passed on, but no longer read [bytes]. */
const MOST_BYTES = 64 * 1024 * 1024;

/** @param isMasked whether it is a client that speaks */
export async function frameParser(isMasked: boolean): Promise<FrameParser> {
  const { Receiver } = (await import("ws")) as unknown as {
    Receiver: new (options: object) => FrameParser;
  };
  return new Receiver({ isServer: isMasked, maxPayload: MOST_BYTES });
}
