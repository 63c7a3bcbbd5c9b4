import { describe, expect, it } from "vitest";
import { Engine } from "../../src/engine/index.ts";
import { ControlEnd, DepotEnd, type LineChannel } from "../../src/links/index.ts";
import { type DepotPorts, id, type NodeId, type Observation } from "../../src/messages/index.ts";
import { Wire } from "../support/memoryChannel.ts";
import { pointOf, TalkingDepot, type Deed } from "../support/talkingDepot.ts";

const NODES = ["N0", "N1"].map((name) => id<NodeId>(name));
const POINTS = [0, 1, 2].map(pointOf);

/** Plugs in at three points, and measures. */
const DEEDS: readonly Deed[] = [0, 1, 2].flatMap((which) => [
  { afterMs: 1000, who: "station", which, to: 3 },
  { afterMs: 1000, who: "meter", which: which % 2, to: which },
  { afterMs: 1000, who: "station", which, to: 2 },
]);

/** What a controller hears of a depot that talks over a line on which something happens to every frame. */
function heardOver(spoilt: (line: string) => string) {
  const engine = new Engine(0);
  const depot = new TalkingDepot(engine, DEEDS, () => {});
  const warnings: string[] = [];
  const both = {
    scenario: "same",
    pacing: "paced" as const,
    warn: (text: string) => void warnings.push(text),
    refused: (text: string) => void warnings.push(text),
  };
  const near = new DepotEnd(engine, depot.ports, { ...both, speed: 1 });
  const control = new ControlEnd(engine, {
    ...both,
    pointIds: POINTS,
    nodeIds: NODES,
    commit: null,
  });
  const heard: Observation[] = [];
  listenTo(control.ports, (said) => void heard.push(said));
  const wire = new Wire([], true);
  const [one, other] = wire.open();
  const spoiling: LineChannel = {
    send: (line) => one.send(spoilt(line)),
    onLine: (hear) => one.onLine(hear),
    onClose: (tell) => one.onClose(tell),
    close: () => one.close(),
  };
  control.connect(other);
  near.connect(spoiling);
  depot.start();
  while (engine.step());
  return { heard: heard.map(wordsOf), said: depot.said.map(({ said }) => wordsOf(said)), warnings };
}

function listenTo(ports: DepotPorts, hear: (said: Observation) => void): void {
  for (const device of [...ports.stations, ...ports.meters]) device.listen(hear);
  ports.gridOperator.listen(hear);
  ports.presystem.listen(hear);
}

function wordsOf({ atMs: _at, knownAtMs: _known, ...said }: Observation): string {
  return JSON.stringify(said);
}

/** Those whose numbers a test names. */
function numberIn(line: string): number {
  return (JSON.parse(line) as { number?: number }).number ?? 0;
}

describe("a frame that is not as it should be", () => {
  it("loses one bad observation, and no other of its instant", () => {
    const isOfP1 = (text: string): boolean => /"pointId":"P1".*"sessionId"/.test(text);
    const { heard, said, warnings } = heardOver((line) =>
      line.replaceAll(/("pointId":"P1","sessionId":)"[^"]*"/g, (_, start: string) => `${start}7`),
    );
    expect(said.filter(isOfP1).length).toBeGreaterThan(0);
    expect(heard).toEqual(said.filter((text) => !isOfP1(text)));
    expect(warnings[0]).toMatch(/^one of instant is left out: sessionId: .*expected string/);
  });

  it("tells of a meter that cannot be read that it is bad", () => {
    // Both meters are measured at the start, and a number that is none is null in JSON.
    const { heard, said, warnings } = heardOver((line) =>
      line.replaceAll(/"nodeId":"N0","baseLoadKw":10,/g, () => '"nodeId":"N0","baseLoadKw":null,'),
    );
    const bad = said[0]!.replace('"baseLoadKw":10', '"baseLoadKw":0').replace("good", "bad");
    expect(bad).not.toBe(said[0]);
    expect(heard).toEqual([bad, ...said.slice(1)]);
    expect(warnings[0]).toMatch(/^one of instant is no reading: baseLoadKw: .*expected number/);
  });

  it("is told again when nobody could read it, and nothing is lost or heard twice", () => {
    const spoilt = new Set<number>();
    const { heard, said } = heardOver((line) => {
      const number = numberIn(line);
      if (number % 3 !== 2 || spoilt.has(number)) return line;
      spoilt.add(number);
      return line.slice(0, -9);
    });
    expect(spoilt.size).toBeGreaterThan(1);
    expect(heard).toEqual(said);
  });

  it("is made up for by a full report when nobody ever can", () => {
    const { heard, said, warnings } = heardOver((line) =>
      line.includes('"kind":"instant"') && line.includes('"connected"') && line.includes("P1")
        ? "~"
        : line,
    );
    expect(warnings).toContain("a line is no JSON: ~");
    expect(new Set(heard)).toEqual(new Set(said));
  });
});
