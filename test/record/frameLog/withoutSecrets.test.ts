import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameLog, withoutSecrets } from "../../../src/record/index.ts";
import { MemoryDisk } from "../../support/memoryDisk.ts";

/** Where secrets stand in what depots say. */
const places: readonly ((secret: string) => string)[] = [
  (s) =>
    `GET /ocpp/CP01 HTTP/1.1\r\nHost: a\r\nAuthorization: Basic ${s}\r\nUpgrade: websocket\r\n`,
  (s) => `proxy-authorization:Digest username="a", response="${s}"\r\n`,
  (s) => JSON.stringify({ headers: { authorization: `Bearer ${s}` } }),
  (s) => `sent authorization: Basic ${s} to it`,
  (s) => `wss://depot:${s}@csms.example/ocpp`,
  (s) => `wss://depot:it's-${s}@csms.example/ocpp`,
  (s) => JSON.stringify({ url: `wss://depot:"${s}"@csms.example/ocpp` }),
  (s) => `{"location":"ftp:\\/\\/user:${s}@host\\/logs"}`,
  (s) => `https://a.example/x?a=1&access_token=${s}&b=2`,
  (s) => JSON.stringify([2, "1", "ChangeConfiguration", { key: "AuthorizationKey", value: s }]),
  (s) => `[2,"1","ChangeConfiguration",{"value" : "${s}", "key" : "AuthorizationKey"}]`,
  (s) =>
    JSON.stringify([
      2,
      "1",
      "SetVariables",
      {
        setVariableData: [
          {
            attributeValue: s,
            component: { name: "SecurityCtrlr" },
            variable: { name: "BasicAuthPassword" },
          },
        ],
      },
    ]),
  (s) =>
    JSON.stringify([
      2,
      "1",
      "SetNetworkProfile",
      { connectionData: { apn: { apnPassword: s }, vpn: { password: "x", key: s, user: "u" } } },
    ]),
  (s) => `{"user":"a","password":"\\"${s}"}`,
];

const anySecret = fc.stringMatching(/^[A-Za-z0-9+._~=-]{9,24}$/);

describe("secrets", () => {
  it("are in nothing that is written, whatever they stand in", () => {
    fc.assert(
      fc.property(
        anySecret,
        fc.constantFrom(...places),
        fc.boolean(),
        (secret, place, isBinary) => {
          const text = place(secret);
          const disk = new MemoryDisk();
          const log = FrameLog.open(disk, "log", {
            recId: text,
            recorder: { name: "busbar", vantage: "server" },
            startMs: 0,
            timezone: "UTC",
            isSynthetic: true,
            note: text,
          });
          log.open("CP01", "ocpp1.6", 0, { url: text });
          const raw = isBinary ? new TextEncoder().encode(text) : text;
          log.frame({ link: "CP01", protocol: "ocpp1.6", direction: "a>b", raw }, 0);
          log.mark(text, 0);
          log.close("CP01", 0, { by: "net", reason: text });
          log.end(0);
          const written = new TextDecoder().decode(disk.read("log"));
          expect(written).not.toContain(secret);
          expect(written).toContain('"redacted":true');
          const base64 = /"raw":"([^"]+)","enc":"b64"/.exec(written)?.[1];
          if (isBinary) expect(atob(base64!)).not.toContain(secret);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are looked for in long frames, too", () => {
    for (const piece of [
      "a",
      "a://b:",
      '"token":"',
      "authorization: ",
      '\\"',
      "a.b+c-",
      "?a=",
      "\n",
    ]) {
      const long = piece.repeat(1_000_000 / piece.length);
      expect(withoutSecrets(`${long} wss://a:hunter2@b`, null)).not.toContain("hunter2");
    }
  });

  it("leave all around them as it was", () => {
    expect(withoutSecrets(places[0]!("abcdefghi"), null)).toBe(
      "GET /ocpp/CP01 HTTP/1.1\r\nHost: a\r\nAuthorization: ***\r\nUpgrade: websocket\r\n",
    );
    expect(withoutSecrets(places[7]!("abcdefghi"), null)).toBe(
      '{"location":"ftp:\\/\\/user:***@host\\/logs"}',
    );
    expect(withoutSecrets(places[8]!("abcdefghi"), null)).toBe(
      "https://a.example/x?a=1&access_token=***&b=2",
    );
  });

  it.each([
    '[2,"7","ChangeConfiguration",{"key":"HeartbeatInterval","value":"300"}]',
    '[2,"7","Authorize",{"idTag":"04A1B2"}]',
    '[3,"7",{"idTagInfo":{"status":"Accepted"}}]',
    '[2,"7","SetVariables",{"setVariableData":[{"attributeValue":"30","variable":{"name":"Interval"}}]}]',
    "at 12:30 mail to depot@example.org about wss://host:443/path",
    "",
  ])("are not seen where there are none: %s", (text) => {
    expect(withoutSecrets(text, null)).toBe(text);
  });
});

describe("ids", () => {
  const key = { keyId: "k1", key: new Uint8Array([1, 2, 3]) };
  const authorize = (idTag: string) => `[2,"7","Authorize",{"idTag":"${idTag}"}]`;

  it("become pseudonyms that stay equal, however they are written, and differ by key", () => {
    const clean = withoutSecrets(authorize("04A1B2"), key);
    expect(clean).toMatch(/^\[2,"7","Authorize",\{"idTag":"[0-9a-f]{16}"\}\]$/);
    const tag = clean.slice(-19, -3);
    expect(withoutSecrets('{"parentIdTag" : "\\u00304A1B2"}', key)).toBe(
      `{"parentIdTag" : "${tag}"}`,
    );
    expect(withoutSecrets('{"idToken":{"idToken":"04A1B2","type":"ISO14443"}}', key)).toBe(
      `{"idToken":{"idToken":"${tag}","type":"ISO14443"}}`,
    );
    expect(withoutSecrets(authorize("04A1B3"), key)).not.toContain(tag);
    const other = { ...key, key: new Uint8Array([1, 2, 4]) };
    expect(withoutSecrets(authorize("04A1B2"), other)).not.toContain(tag);
  });
});
