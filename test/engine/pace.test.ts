import { describe, expect, it } from "vitest";
import { type Device, Engine, pace, phase, type WallClock } from "../../src/engine/index.ts";

/** Wall time that passes only when it is waited for. */
class PatientClock implements WallClock {
  #nowMs = 5_000;
  waits: number[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  wait(durationMs: number): Promise<void> {
    this.waits.push(durationMs);
    this.#nowMs += durationMs;
    return Promise.resolve();
  }

  pass(durationMs: number): void {
    this.#nowMs += durationMs;
  }
}

function every(engine: Engine, periodMs: number, work: () => void = () => {}): number[] {
  const fired: number[] = [];
  const device: Device = {
    fire: () => {
      fired.push(engine.nowMs);
      work();
      engine.schedule(slot, engine.nowMs + periodMs, phase.world);
    },
  };
  const slot = engine.adopt(device, 1);
  engine.schedule(slot, engine.nowMs + periodMs, phase.world);
  return fired;
}

describe("pace", () => {
  it("holds virtual time back to wall time × speed", async () => {
    const engine = new Engine(1_000_000);
    const clock = new PatientClock();
    const fired = every(engine, 60_000);
    const ended = await pace(engine, clock, {
      speed: 60,
      untilMs: 1_000_000 + 600_000,
      stopped: () => false,
    });
    expect(ended).toBe(true);
    expect(fired).toHaveLength(10);
    // Ten virtual minutes at 60× are ten wall seconds, to the last event.
    expect(clock.nowMs() - 5_000).toBeCloseTo(10_000, 6);
  });

  it("reports being late and catches up", async () => {
    const engine = new Engine(0);
    const clock = new PatientClock();
    let slow = true;
    every(engine, 1_000, () => {
      if (slow) clock.pass(3_000);
      slow = false;
    });
    const late: number[] = [];
    await pace(engine, clock, {
      speed: 1,
      untilMs: 10_000,
      stopped: () => false,
      late: (behindMs) => late.push(behindMs),
    });
    expect(late[0]).toBeCloseTo(2_000, 6);
    expect(clock.nowMs() - 5_000).toBeCloseTo(10_000, 6);
  });

  it("runs freely at infinite speed, but lets the process breathe", async () => {
    const engine = new Engine(0);
    const clock = new PatientClock();
    const fired = every(engine, 1, () => clock.pass(0.1));
    await pace(engine, clock, { speed: Infinity, untilMs: 10_000, stopped: () => false });
    expect(fired).toHaveLength(10_000);
    expect(clock.waits.length).toBeGreaterThan(5);
    expect(new Set(clock.waits)).toEqual(new Set([0]));
  });

  it("stops when asked and says that it has not come to its end", async () => {
    const engine = new Engine(0);
    const fired = every(engine, 1_000);
    const ended = await pace(engine, new PatientClock(), {
      speed: 1,
      untilMs: 100_000,
      stopped: () => fired.length >= 3,
    });
    expect(ended).toBe(false);
    expect(fired).toHaveLength(3);
  });
});

describe("pace with somebody who answers", () => {
  it("lets no virtual time pass, nor another event, before there is quiet", async () => {
    const engine = new Engine(1_000_000);
    const story: string[] = [];
    let open = false;
    const fired = every(engine, 10, () => {
      story.push(`asked at ${engine.nowMs - 1_000_000}`);
      open = true;
    });
    const answer = async (): Promise<void> => {
      await Promise.resolve();
      story.push(`answered at ${engine.nowMs - 1_000_000}`);
      open = false;
    };
    const quiet = (): Promise<void> | null => (open ? answer() : null);
    const options = { speed: Infinity, untilMs: 1_000_030, stopped: () => false, quiet };
    expect(await pace(engine, new PatientClock(), options)).toBe(true);
    expect(fired.length).toBe(3);
    expect(story).toEqual([10, 20, 30].flatMap((at) => [`asked at ${at}`, `answered at ${at}`]));
  });

  it("ends when it is stopped while it waits, without another event", async () => {
    const engine = new Engine(1_000_000);
    const fired = every(engine, 10);
    let stopped = false;
    const quiet = async (): Promise<void> => {
      stopped = true;
    };
    const options = { speed: Infinity, untilMs: 2_000_000, stopped: () => stopped, quiet };
    expect(await pace(engine, new PatientClock(), options)).toBe(false);
    expect(fired.length).toBe(1);
  });
});
