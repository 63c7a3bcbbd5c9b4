import { describe, expect, it } from "vitest";
import { schemaTap } from "../../src/cli/schemaTap.ts";
import { readOfficialSchemas } from "../support/vdv463.ts";

const official = await readOfficialSchemas();
const target = { url: "wss://d", subprotocols: [], credentials: null };
const boot = (payload: object): string =>
  JSON.stringify([
    1,
    "BMS",
    "urn:p",
    "2026-03-10T15:00:00Z",
    "00000000-0000-4000-8000-000000000001",
    "BootNotification",
    payload,
  ]);

describe.skipIf(official.size === 0)("frames held against the official schemas", () => {
  it.each(["v1.463.vdv.de", "v2.463.vdv.de"])("are told of where they are wrong (%s)", (name) => {
    const flaws: string[] = [];
    const tap = schemaTap(official, (text) => flaws.push(text));
    tap.opened(target, name);
    tap.text(boot({ presystem: "BMS" }), "p>c");
    expect(flaws).toEqual([]);
    tap.text(boot({ presystem: "DMS" }), "p>c");
    tap.text("{", "c>p");
    expect(flaws).toHaveLength(2);
    expect(flaws[0]).toMatch(/^schema, p>c: BootNotificationRequest\/presystem/);
    expect(flaws[1]).toBe("schema, c>p: not JSON");
  });
});
