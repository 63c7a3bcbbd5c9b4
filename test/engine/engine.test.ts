import { describe, expect, it } from "vitest";
import { type Device, Engine, phase } from "../../src/engine/index.ts";

/** Writes down when which of its timers fires. */
class Scribe implements Device {
  readonly notes: string[];
  readonly #name: string;
  readonly #engine: Engine;
  readonly slot: number;

  constructor(engine: Engine, name: string, notes: string[], timers = 2) {
    this.#engine = engine;
    this.#name = name;
    this.notes = notes;
    this.slot = engine.adopt(this, timers);
  }

  fire(timer: number): void {
    this.notes.push(`${this.#engine.nowMs} ${this.#name}${timer}`);
  }
}

describe("Engine", () => {
  it("fires by time, then phase, then order of scheduling", () => {
    const engine = new Engine(100);
    const notes: string[] = [];
    const a = new Scribe(engine, "a", notes);
    const b = new Scribe(engine, "b", notes);
    engine.schedule(b.slot, 200, phase.control);
    engine.schedule(a.slot, 200, phase.world);
    engine.schedule(b.slot + 1, 200, phase.world);
    engine.schedule(a.slot + 1, 150, phase.control);
    while (engine.step());
    expect(notes).toEqual(["150 a1", "200 a0", "200 b1", "200 b0"]);
  });

  it("fires late what was scheduled for the past, and rounds up what was solved", () => {
    const engine = new Engine(100);
    const notes: string[] = [];
    const a = new Scribe(engine, "a", notes);
    engine.schedule(a.slot, 50, phase.world);
    engine.scheduleAfter(a.slot + 1, 0.0001, phase.world);
    while (engine.step());
    expect(notes).toEqual(["100 a0", "101 a1"]);
  });

  it("makes progress of at least 1 ms with every solved instant", () => {
    const engine = new Engine(0);
    let fired = 0;
    const device: Device = {
      fire: () => {
        if (++fired < 1000) engine.scheduleAfter(slot, 0, phase.world);
      },
    };
    const slot = engine.adopt(device, 1);
    engine.schedule(slot, 0, phase.world);
    while (engine.step());
    expect(engine.nowMs).toBe(999);
  });

  it("does not pass over an event when it is moved forward", () => {
    const engine = new Engine(0);
    const { slot } = new Scribe(engine, "a", []);
    engine.schedule(slot, 10, phase.world);
    expect(() => engine.advanceTo(11)).toThrow("due before");
    engine.advanceTo(9);
    expect(engine.nowMs).toBe(9);
  });
});
