import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Engine } from "../../src/engine/index.ts";
import {
  command,
  type Command,
  type DepotPorts,
  id,
  type Observation,
  type SessionId,
} from "../../src/messages/index.ts";
import { anyDeeds, type Deed, pointOf, TalkingDepot } from "../support/talkingDepot.ts";

/** A link to a whole depot, as a test holds it. */
export interface TestedLink {
  readonly ports: DepotPorts;
  /** How many messages did not fit. */
  readonly dropped: number;
  /** Nothing passes any more, and everything again. */
  cut(): void;
  join(): void;
  snapshot(): unknown;
  restore(saved: unknown): void;
}

/** A kind of link. */
export interface LinkKind {
  readonly name: string;
  /** Whether a message may be lost or refused although the link is not cut. */
  readonly isLossy: boolean;
  /** Whether it greets anew after a restart, which leaves a trace. */
  readonly greets?: boolean;
  open(engine: Engine, depot: DepotPorts): TestedLink;
}

const START_MS = 1_000_000;
/** Longer than anything can be under way once the link is whole. */
const LONG_MS = 100 * 86_400_000;

/** One story, told over a link. */
class Told {
  readonly engine = new Engine(START_MS);
  readonly heard: { device: string; said: Observation }[] = [];
  readonly asked: Command[] = [];
  readonly depot: TalkingDepot;
  readonly link: TestedLink;
  isCut = false;
  #commandId = 0;

  constructor(kind: LinkKind, deeds: readonly Deed[]) {
    this.depot = new TalkingDepot(this.engine, deeds, (deed) => this.#elsewhere(deed));
    this.link = kind.open(this.engine, this.depot.ports);
    const { stations, meters, gridOperator, presystem } = this.link.ports;
    for (const station of stations) station.listen(this.#ear(station.pointId));
    for (const meter of meters) meter.listen(this.#ear(meter.nodeId));
    gridOperator.listen(this.#ear("operator"));
    presystem.listen(this.#ear("presystem"));
  }

  run(): this {
    this.depot.start();
    return this.toEnd();
  }

  toEnd(): this {
    while (this.engine.nextAtMs < Infinity) this.engine.step();
    if (this.isCut) this.#cutOrJoin();
    while (this.engine.nextAtMs < START_MS + LONG_MS) this.engine.step();
    return this;
  }

  snapshot(): string {
    const { engine, depot, link, isCut } = this;
    const parts = { engine: engine.snapshot(), depot: depot.snapshot(), link: link.snapshot() };
    return JSON.stringify({ ...parts, isCut, commandId: this.#commandId });
  }

  restore(saved: string): void {
    const { engine, depot, link, isCut, commandId } = JSON.parse(saved) as {
      engine: ReturnType<Engine["snapshot"]>;
      depot: ReturnType<TalkingDepot["snapshot"]>;
      link: unknown;
      isCut: boolean;
      commandId: number;
    };
    this.depot.restore(depot);
    this.link.restore(link);
    this.engine.restore(engine);
    this.isCut = isCut;
    this.#commandId = commandId;
  }

  #ear(device: string): (said: Observation) => void {
    return (said) => this.heard.push({ device, said });
  }

  #elsewhere({ who, which, to }: Deed): void {
    if (who === "cut") return this.#cutOrJoin();
    const { nowMs } = this.engine;
    const asked = command({
      kind: "setLimit",
      commandId: ++this.#commandId,
      atMs: nowMs,
      pointId: pointOf(which),
      sessionId: id<SessionId>("S"),
      limitKw: to * 10,
      untilMs: nowMs,
    });
    this.asked.push(asked);
    this.link.ports.stations[which]!.send(asked);
  }

  #cutOrJoin(): void {
    if (this.isCut) this.link.join();
    else this.link.cut();
    this.isCut = !this.isCut;
  }
}

/** The contract of links: whatever lies between a device and the controller keeps it. */
export function linkContract(kind: LinkKind): void {
  const told = (check: (told: Told) => void, numRuns = 100): void => {
    fc.assert(
      fc.property(anyDeeds, (deeds) => {
        check(new Told(kind, deeds).run());
      }),
      { numRuns },
    );
  };

  describe(`a ${kind.name} link`, () => {
    it("invents nothing: what is heard was said, but for links that come and go", () => {
      told(({ heard, depot, link }) => {
        const said = new Set(depot.said.map(content));
        for (const one of heard) {
          const { kind: word } = one.said;
          if (word === "linkUp" || word === "linkDown") continue;
          // A device may refuse on the way, and what was dropped is told as over.
          if (word === "commandResult" && one.said.status === "rejected") continue;
          if (link.dropped > 0 && /disconnected|requestWithdrawn/.test(word)) continue;
          expect(said).toContain(content(one));
        }
      });
    });

    it("has everything heard that was said, within its lane in the order in which it was", () => {
      told(({ heard, depot, link }) => {
        if (link.dropped > 0) return;
        const lanesHeard = lanesOf(heard);
        for (const [lane, said] of lanesOf(depot.said)) {
          const arrived = (lanesHeard.get(lane) ?? []).filter(isNotAgain);
          if (lane.endsWith("siteMeasured")) expect(arrived.at(-1)).toBe(said.at(-1));
          else expect(arrived).toEqual(said.filter(isNotAgain));
        }
      });
    });

    it("has each command done at most once, in order, and answers no other", () => {
      told(({ asked, depot, heard }) => {
        for (const point of [0, 1, 2]) {
          const device: string = pointOf(point);
          const ids = depot.done.filter((d) => d.device === device).map(commandIdOf);
          expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
        }
        const known = new Map(asked.map((one) => [one.commandId, one]));
        for (const { command: done } of depot.done) expect(known.get(done.commandId)).toEqual(done);
        for (const { device, said } of heard) {
          if (said.kind === "commandResult") {
            expect(known.get(said.commandId)).toMatchObject({ pointId: device });
          }
        }
      });
    });

    it("leaves both ends of one mind, whatever was lost or dropped", () => {
      told(({ heard, depot }) => expect(mindOf(heard)).toEqual(mindOf(depot.said)));
    });

    it("tells nothing before it was true, and knows the time when it tells", () => {
      told(({ heard }) => {
        const times = heard.map(({ said }) => said.knownAtMs);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const { said } of heard) expect(said.knownAtMs).toBeGreaterThanOrEqual(said.atMs);
      });
    });

    if (!kind.isLossy) {
      it("answers every command at last that it was whole for", () => {
        fc.assert(
          fc.property(anyDeeds, (deeds) => {
            const whole = deeds.filter(({ who }) => who !== "cut");
            const { asked, heard } = new Told(kind, whole).run();
            const answers = heard.flatMap(({ said }) =>
              said.kind === "commandResult" ? [said.commandId] : [],
            );
            expect([...new Set(answers)].toSorted((a, b) => a - b)).toEqual(
              asked.map(({ commandId }) => commandId),
            );
          }),
        );
      });
    }

    it("goes on from a snapshot of any moment as if nothing had been", () => {
      fc.assert(
        fc.property(anyDeeds, fc.nat(300), (deeds, events) => {
          const whole = new Told(kind, deeds);
          whole.depot.start();
          for (let i = 0; i < events && whole.engine.nextAtMs < Infinity; i++) whole.engine.step();
          const saved = whole.snapshot();
          const [heard, done] = [whole.heard.length, whole.depot.done.length];
          whole.toEnd();
          const again = new Told(kind, deeds);
          again.restore(saved);
          if (kind.greets !== true) expect(again.snapshot()).toBe(saved);
          again.toEnd();
          const [rest, expected] = [again.heard, whole.heard.slice(heard)];
          // Whoever greets asks once more what is open, and is answered once more.
          const told = kind.greets === true ? answeredOnce : (all: typeof rest) => all;
          expect(told(rest)).toEqual(told(expected));
          expect(again.depot.done).toEqual(whole.depot.done.slice(done));
        }),
        { numRuns: 50 },
      );
    });
  });
}

function commandIdOf({ command: { commandId } }: { command: Command }): number {
  return commandId;
}

function content({ device, said }: { device: string; said: Observation }): string {
  const { knownAtMs: _known, ...rest } = said;
  return JSON.stringify([device, Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

/** What devices promise to keep in order; answers and links are no part of it. */
function lanesOf(all: readonly { device: string; said: Observation }[]): Map<string, string[]> {
  const lanes = new Map<string, string[]>();
  for (const one of all) {
    const { kind } = one.said;
    if (["commandResult", "linkUp", "linkDown"].includes(kind)) continue;
    const about = "requestId" in one.said ? one.said.requestId : one.device;
    const isSession = ["connected", "charging", "disconnected"].includes(kind);
    const group = isSession || about !== one.device ? "" : kind;
    const lane = `${about} ${group}`;
    lanes.set(lane, [...(lanes.get(lane) ?? []), content(one)]);
  }
  return lanes;
}

/** What arrives twice arrives so in a row; a state may be told once more. */
function isNotAgain(one: string, i: number, all: readonly string[]): boolean {
  return all.indexOf(one) === i;
}

function answeredOnce(all: Told["heard"]): Told["heard"] {
  const contents = all.map(content);
  return all.filter(
    ({ said }, i) => said.kind !== "commandResult" || contents.indexOf(contents[i]!) === i,
  );
}

/** What somebody believes who has heard all this. */
function mindOf(all: readonly { device: string; said: Observation }[]): unknown {
  const mind: Record<string, unknown> = {};
  const isUp: Record<string, boolean> = {};
  for (const { device, said } of all) {
    if (said.kind === "connected") {
      mind[`session ${device}`] = said.sessionId;
      delete mind[`power ${device}`];
    } else if (said.kind === "disconnected") {
      delete mind[`session ${device}`];
      delete mind[`power ${device}`];
    } else if (said.kind === "charging") mind[`power ${device}`] = said.powerKw;
    else if (said.kind === "stationStatus") mind[`status ${device}`] = said.status;
    else if (said.kind === "siteMeasured") mind[`base ${device}`] = said.baseLoadKw;
    else if (said.kind === "limitChanged") mind[`limit ${said.nodeId}`] = said.maxKw;
    else if (said.kind === "requestChanged") mind[said.requestId] = said.priority;
    else if (said.kind === "requestWithdrawn") delete mind[said.requestId];
    else if (said.kind === "linkUp") isUp[device] = true;
    else if (said.kind === "linkDown") isUp[device] = false;
  }
  const down = Object.keys(isUp).filter((device) => !isUp[device]);
  return { mind, down };
}
