import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageServer } from "../../src/host/pageServer.ts";
import type { PageServing } from "../../src/twin/index.ts";

let server: PageServing;
beforeAll(async () => {
  server = await pageServer(0, ({ method, path }) => {
    if (path === "/bad") throw new Error("it broke");
    return { status: 200, contentType: "text/plain", body: `${method} ${path}` };
  });
});
afterAll(() => server.end());

async function got(path: string, method = "GET", host = `localhost:${server.port}`) {
  const { port } = server;
  const asked = request({ host: "127.0.0.1", port, path, method, headers: { host } }).end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  let body = "";
  for await (const piece of answer.setEncoding("utf8")) body += String(piece);
  return { status: answer.statusCode, headers: answer.headers, body };
}

describe("a server of pages", () => {
  it("answers who asks for this machine", async () => {
    expect(await got("/state?x=1")).toMatchObject({ status: 200, body: "GET /state" });
    expect((await got("/", "GET", `127.0.0.1:${server.port}`)).status).toBe(200);
    expect(await got("/state", "HEAD")).toMatchObject({ status: 200, body: "" });
  });

  it("sends away who was led here under another name, and lets no other page read", async () => {
    expect((await got("/state", "GET", "evil.example")).status).toBe(403);
    expect((await got("/state", "GET", `evil.example:${server.port}`)).status).toBe(403);
    expect((await got("/state")).headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("can be read only, and outlives what breaks", async () => {
    expect((await got("/state", "POST")).status).toBe(405);
    expect(await got("/bad")).toMatchObject({ status: 500, body: "it broke\n" });
    expect((await got("/state")).status).toBe(200);
  });
});
