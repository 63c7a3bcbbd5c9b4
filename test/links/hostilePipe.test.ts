import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Engine } from "../../src/engine/index.ts";
import { ControlEnd, DepotEnd } from "../../src/links/index.ts";
import { id, type NodeId, type PointId } from "../../src/messages/index.ts";
import { Wire } from "../support/memoryChannel.ts";
import { TalkingDepot } from "../support/talkingDepot.ts";

const setLimit = {
  kind: "setLimit",
  commandId: 1,
  atMs: 0,
  pointId: "P0",
  sessionId: "S",
  limitKw: 1,
  untilMs: 0,
};
const when = { atMs: 0, knownAtMs: 0 };
const sound: readonly object[] = [
  {
    kind: "depotHello",
    version: 1,
    scenario: "same",
    pacing: "paced",
    nowMs: 0,
    speed: 1,
    lastNumber: 0,
  },
  { kind: "controlHello", version: 1, scenario: "same", keptUpTo: 0 },
  { kind: "controlHello", version: 1, scenario: "other", keptUpTo: 0 },
  { kind: "kept", upTo: 99 },
  { kind: "asked", answers: null, commands: [setLimit], wakeAtMs: null },
  { kind: "asked", answers: 7, commands: [{ ...setLimit, pointId: "stranger" }], wakeAtMs: 5 },
  { kind: "instant", number: 1, atMs: 9e15, observations: [] },
  {
    kind: "fullReport",
    number: 5,
    atMs: 0,
    observations: [{ kind: "linkDown", ...when, pointId: "P0" }],
  },
  {
    kind: "instant",
    number: 3,
    atMs: 0,
    observations: [{ kind: "requestWithdrawn", ...when, requestId: "R1" }],
  },
];

/** Sound frames, frames with something else in them, and anything at all. */
const anyLine = fc.oneof(
  fc.constantFrom(...sound).map((frame) => JSON.stringify(frame)),
  fc.tuple(fc.constantFrom(...sound), fc.nat(), fc.jsonValue()).map(([frame, which, value]) => {
    const keys = Object.keys(frame);
    return JSON.stringify({ ...frame, [keys[which % keys.length]!]: value });
  }),
  fc.string(),
  fc.json(),
);

describe("an end of a pipe", () => {
  it.each(["depot", "controller"] as const)(
    "of a %s hears anything without a crash, and says what was wrong",
    (side) => {
      fc.assert(
        fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
          const told: string[] = [];
          const wire = new Wire();
          const [near, far] = wire.open();
          const engine = new Engine(1000);
          const options = {
            scenario: "same",
            pacing: "paced" as const,
            warn: (text: string) => void told.push(text),
            refused: (text: string) => void told.push(text),
          };
          if (side === "depot") {
            const depot = new TalkingDepot(engine, [], () => {});
            new DepotEnd(engine, depot.ports, { ...options, speed: 1 }).connect(near);
            depot.start();
          } else {
            const pointIds = [id<PointId>("P0")];
            const nodeIds = [id<NodeId>("N0")];
            new ControlEnd(engine, { ...options, pointIds, nodeIds, commit: null }).connect(near);
          }
          for (const line of lines) {
            far.send(line);
            wire.pump();
            while (engine.nextAtMs < Infinity) engine.step();
          }
          const unsound = lines.filter((line) => line.trim() !== "" && !isJson(line));
          expect(told.length).toBeGreaterThanOrEqual(unsound.length > 0 ? 1 : 0);
          expect(told.every((text) => text.length < 400 && !text.includes("undefined"))).toBe(true);
        }),
        { numRuns: 300 },
      );
    },
  );
});

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
