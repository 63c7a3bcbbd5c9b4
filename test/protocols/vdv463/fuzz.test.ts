import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codecOf, versions } from "../../../src/protocols/vdv463/index.ts";
import { wrongFrames } from "../../support/byTheLetter.ts";
import { anyFrame } from "../../support/vdv463Garbage.ts";
import { charging, depot, Vdv463Stage } from "../../support/vdv463Stage.ts";

describe("whatever is heard", () => {
  it("is understood or found flawed, in every edition", () => {
    const readers = versions.flatMap((version) =>
      (["strict", "tolerant"] as const).map((validation) =>
        codecOf({ version, presentPowerIs: "limit" }, validation),
      ),
    );
    fc.assert(
      fc.property(anyFrame, (text) => {
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
      { weight: 6, arbitrary: anyFrame.map((text) => ({ text })) },
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
        expect(wrongFrames()).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("leaves a presystem right by the letter, and it finds its way back", () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 15 }), (texts) => {
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
        expect(wrongFrames()).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

function elapsed(script: readonly object[]): number {
  const ms = script.reduce((sum, act) => sum + ("passMs" in act ? Number(act.passMs) : 10), 20_000);
  return Math.ceil(ms / 15_000) + script.length;
}
