import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { askSocket, localSocket } from "../../src/host/localSocket.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();

function folder(...names: string[]): string {
  const made = at(...names);
  mkdirSync(made, { recursive: true, mode: 0o700 });
  return made;
}

const longName = "a".repeat(120);

describe("a local socket", () => {
  it.each(["short", longName])("answers the owner of its folder alone (%s)", async (name) => {
    const here = folder(name);
    const serving = await localSocket(here, (question) => ({ heard: question }));
    const place = readFileSync(path.join(here, "socket.path"), "utf8").trim();
    expect(Buffer.byteLength(place)).toBeLessThan(104);
    expect(statSync(place).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(place)).mode & 0o777).toBe(0o700);
    expect(await askSocket(here, { a: ["ä", 1] })).toEqual({ heard: { a: ["ä", 1] } });
    await serving.end();
    expect(existsSync(place)).toBe(false);
    expect(await askSocket(here, 1)).toBeNull();
  });

  it("tells what went wrong, and cuts off who says too much", async () => {
    const here = folder("limits");
    const serving = await localSocket(here, () => {
      throw new Error("no such thing");
    });
    expect(await askSocket(here, 1)).toEqual({ error: "no such thing" });
    await expect(askSocket(here, "x".repeat(1 << 17))).rejects.toThrow();
    expect(await askSocket(here, 1)).toEqual({ error: "no such thing" });
    const place = readFileSync(path.join(here, "socket.path"), "utf8").trim();
    const answer = await new Promise<string>((resolve) => {
      const socket = createConnection(place, () => socket.write("no json\n"));
      socket.on("data", (bytes) => {
        socket.destroy();
        resolve(bytes.toString());
      });
    });
    expect(JSON.parse(answer)).toHaveProperty("error");
    await serving.end();
  });

  it("of a process that was killed is none, and the next takes its place", async () => {
    const here = folder("stale");
    writeFileSync(path.join(here, "socket"), "");
    writeFileSync(path.join(here, "socket.path"), path.join(here, "socket"));
    expect(await askSocket(here, 1)).toBeNull();
    const serving = await localSocket(here, () => 2);
    expect(await askSocket(here, 1)).toBe(2);
    await serving.end();
  });
});
