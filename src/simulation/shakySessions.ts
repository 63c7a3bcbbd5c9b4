import type { World } from "../depot/index.ts";
import { type Device, type Engine, phase } from "../engine/index.ts";
import type { DepotFloor, Interruption } from "../operations/index.ts";

/** A bus at a point, and how far its interruptions have gone. Plain JSON. */
interface ShakySession {
  readonly bus: number;
  readonly stay: number;
  readonly sinceMs: number;
  /** The interruption that is next, or lasts. */
  next: number;
  isFailed: boolean;
}

/** Plain JSON. */
export interface ShakySessionsSnapshot {
  readonly atPoints: readonly (Readonly<ShakySession> | null)[];
  readonly lastStays: readonly number[];
}

/**
 * The depot's hardware as the yard meets it: sessions that do not start or stop, and people who pull
 * the cable and plug it in again. What is in store for a stay comes with its first plugging in.
 */
export class ShakySessions implements DepotFloor, Device {
  readonly #engine: Engine;
  readonly #world: DepotFloor & Pick<World, "fail" | "mend">;
  readonly #interruptions: readonly (readonly (readonly Interruption[])[])[];
  readonly #slot: number;
  readonly #atPoints: (ShakySession | null)[];
  /** Of each bus, the stay that it was last plugged in for. */
  readonly #lastStays: number[];

  /** @param interruptions of every stay of every plan; empty: none */
  constructor(
    engine: Engine,
    world: DepotFloor & Pick<World, "fail" | "mend">,
    interruptions: readonly (readonly (readonly Interruption[])[])[],
    points: number,
  ) {
    this.#engine = engine;
    this.#world = world;
    this.#interruptions = interruptions;
    this.#slot = engine.adopt(this, points);
    this.#atPoints = Array.from({ length: points }, () => null);
    this.#lastStays = interruptions.map(() => -1);
  }

  isFree(point: number): boolean {
    return this.#world.isFree(point);
  }

  isDown(point: number): boolean {
    return this.#world.isDown(point);
  }

  waitFor(point: number, goalKwh: number): void {
    this.#world.waitFor(point, goalKwh);
  }

  plugIn(point: number, bus: number, stay: number): void {
    this.#world.plugIn(point, bus, stay);
    const due = this.#interruptions[bus]?.[stay] ?? [];
    if (due.length === 0 || this.#lastStays[bus] === stay) return;
    this.#lastStays[bus] = stay;
    const sinceMs = this.#engine.nowMs;
    this.#atPoints[point] = { bus, stay, sinceMs, next: 0, isFailed: false };
    if (due[0]!.afterMs === 0) this.fire(point);
    else this.#awaitNext(point);
  }

  unplug(point: number): number {
    const isFailed = this.#atPoints[point]?.isFailed ?? false;
    this.#atPoints[point] = null;
    this.#engine.cancel(this.#slot + point);
    const gridKwh = this.#world.unplug(point);
    if (isFailed) this.#world.mend(point, "session");
    return gridKwh;
  }

  fire(point: number): void {
    const session = this.#atPoints[point]!;
    if (session.isFailed) {
      session.isFailed = false;
      session.next++;
      this.#awaitNext(point);
      this.#world.mend(point, "session");
      return;
    }
    session.isFailed = true;
    const { durationMs } = this.#due(session)!;
    this.#wake(point, this.#engine.nowMs + durationMs);
    this.#world.fail(point, "session");
  }

  snapshot(): ShakySessionsSnapshot {
    return {
      atPoints: this.#atPoints.map((session) => (session === null ? null : { ...session })),
      lastStays: [...this.#lastStays],
    };
  }

  restore(saved: ShakySessionsSnapshot): void {
    saved.atPoints.forEach((session, point) => {
      this.#atPoints[point] = session === null ? null : { ...session };
    });
    this.#lastStays.splice(0, Infinity, ...saved.lastStays);
  }

  #awaitNext(point: number): void {
    const session = this.#atPoints[point]!;
    const due = this.#due(session);
    if (due !== undefined) this.#wake(point, session.sinceMs + due.afterMs);
  }

  #due({ bus, stay, next }: ShakySession): Interruption | undefined {
    return this.#interruptions[bus]![stay]![next];
  }

  #wake(point: number, atMs: number): void {
    this.#engine.schedule(this.#slot + point, atMs, phase.world);
  }
}
