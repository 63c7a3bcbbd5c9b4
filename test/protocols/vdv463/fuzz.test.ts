import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codecOf, versions } from "../../../src/protocols/vdv463/index.ts";
import { hasSharedData, sharedPath } from "../../support/sharedData.ts";
import { readOfficialSchemas } from "../../support/vdv463.ts";
import { anyMessage } from "../../support/vdv463Arbitraries.ts";
import { account, charging, depot, Vdv463Stage, wrongFrames } from "../../support/vdv463Stage.ts";

const official = await readOfficialSchemas();

const recorded = hasSharedData
  ? ["day-plain-11", "evening-two-presystems-20"].flatMap((name) =>
      readFileSync(sharedPath(`vdv463/sessions/${name}.ndjson`), "utf8")
        .split("\n")
        .filter((line) => line.includes('"op":"text"'))
        .map((line) => (JSON.parse(line) as { raw: string }).raw),
    )
  : [];
const codec = codecOf({ version: "2.0", presentPowerIs: "actual" });
const frame = fc.oneof(
  anyMessage.map((message) => codec.write(message)!),
  ...(recorded.length > 0 ? [fc.constantFrom(...recorded)] : []),
);

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom("toString", "__proto__", "constructor", "", "-0", 1e308, -1, 1.5, null),
);

/** A frame of whose values one is another. */
const twisted = fc.tuple(frame, fc.nat(), odd).map(([text, n, value]) => {
  const slots = JSON.parse(text) as unknown;
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const walk = (holder: Record<string, unknown>): void => {
    for (const [key, inner] of Object.entries(holder)) {
      places.push([holder, key]);
      if (typeof inner === "object" && inner !== null) walk(inner as Record<string, unknown>);
    }
  };
  walk(slots as Record<string, unknown>);
  const [holder, key] = places[n % places.length]!;
  if (n % 5 === 0 && !Array.isArray(holder)) holder[`${key}x`] = value;
  else holder[key] = value;
  return JSON.stringify(slots);
});

/** A frame of whose text some is gone, or other. */
const torn = fc
  .tuple(frame, fc.nat(), fc.nat({ max: 20 }), fc.string({ maxLength: 5 }))
  .map(([text, at, gone, instead]) => {
    const from = at % text.length;
    return text.slice(0, from) + instead + text.slice(from + gone);
  });

const garbage = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.json(),
  fc.array(odd, { minLength: 5, maxLength: 8 }).map((slots) => JSON.stringify(slots)),
  fc
    .tuple(
      fc.constantFrom(1, 2, 3, 4),
      fc.constantFrom("BootNotification", "ProvideChargingRequests", "ProvideChargingInformation"),
      odd,
    )
    .map(([type, action, payload]) =>
      JSON.stringify([
        type,
        "BMS",
        account.presystemIds[0],
        "2026-03-10T15:00:00Z",
        "00000000-0000-4000-8000-000000000001",
        action,
        payload,
      ]),
    ),
);

const anything = fc.oneof(frame, twisted, torn, garbage);

describe("whatever is heard", () => {
  it("is understood or found flawed, in every edition", () => {
    const readers = versions.flatMap((version) =>
      (["strict", "tolerant"] as const).map((validation) =>
        codecOf({ version, presentPowerIs: "limit" }, validation),
      ),
    );
    fc.assert(
      fc.property(anything, (text) => {
        for (const reader of readers) {
          const read = reader.read(text);
          if (read.kind === "flawed") expect(read.reason.length).toBeLessThan(600);
          // What is understood can be said again.
          else reader.write(read.message);
        }
      }),
      { numRuns: 2000 },
    );
  });

  const acts = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: anything.map((text) => ({ text })) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 40_000 }).map((passMs) => ({ passMs })) },
      {
        weight: 2,
        arbitrary: fc.constantFrom("boot", "information" as const).map((our) => ({ our })),
      },
    ),
    { maxLength: 25 },
  );

  it("leaves a charge management right by the letter, and others unharmed", () => {
    fc.assert(
      fc.property(acts, fc.constantFrom("1.1", "2.0" as const), (script, version) => {
        const stage = new Vdv463Stage();
        stage.server.provide(depot(2));
        const itcs = stage.presystem(["2.0"], {
          presystem: "ITCS",
          presystemId: "urn:example:op1:itcs1",
        });
        itcs.client.start();
        const stranger = stage.stranger(version);
        for (const [i, act] of script.entries()) {
          if ("text" in act) stranger.socket.send(act.text);
          else if ("passMs" in act) stage.timers.pass(act.passMs);
          else if (act.our === "boot") stranger.boot();
          else stage.server.provide(depot(2, charging((i % 2) + 1, i)));
          stage.timers.pass(10);
        }
        stage.timers.pass(20_000);
        expect(itcs.client.phase).toBe("running");
        expect(itcs.news.filter(({ kind }) => kind === "connected")).toHaveLength(1);
        expect(stranger.ends.length).toBeLessThanOrEqual(1);
        // An answer to what was heard and what was due, and no more.
        expect(stranger.heard.length).toBeLessThanOrEqual(3 * script.length + 10 + elapsed(script));
        // An id that is no UUID is echoed as it came.
        expect(
          wrongFrames(official).filter((flaw) => !flaw.startsWith("MessageStructure/4")),
        ).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("leaves a presystem right by the letter, and it finds its way back", () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 15 }), (texts) => {
        const stage = new Vdv463Stage();
        stage.server.provide(depot(2));
        const { client } = stage.presystem(["2.0"]);
        client.start();
        stage.timers.pass(100);
        for (const text of texts) {
          stage.sayAsServer(text);
          stage.timers.pass(100);
        }
        stage.timers.pass(200_000);
        expect(client.phase).toBe("running");
        expect(
          wrongFrames(official).filter((flaw) => !flaw.startsWith("MessageStructure/4")),
        ).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

function elapsed(script: readonly object[]): number {
  const ms = script.reduce((sum, act) => sum + ("passMs" in act ? Number(act.passMs) : 10), 20_000);
  return Math.ceil(ms / 15_000) + script.length;
}
