import type { VehiclePlan } from "../timetable.ts";
import { streamOfStay } from "./streamOfStay.ts";

const MINUTE_MS = 60_000;
/** How long a bus is plugged in that stays to the end of the run (estimate: a night). */
const NIGHT_MS = 12 * 3_600_000;

/** Sessions that fail, and how soon somebody plugs the bus in again. */
export interface SessionFailureSpec {
  /** Of all sessions, how many; defaults 0.03 that do not start, 0.015 that stop (estimate). */
  readonly share: number;
  /** Until the cable is out and in again, uniform between these [min]; default 10 and 20 (estimate: night shift). */
  readonly replugFromMin: number;
  readonly replugToMin: number;
}

/** A time without a session while a bus is plugged in. */
export interface Interruption {
  /** Since it was plugged in [ms]; 0: the session does not start. */
  readonly afterMs: number;
  readonly durationMs: number;
}

/**
 * Draws for every stay of a bus when it is plugged in and has no session, in order of time. One that
 * stops does so at any moment of the time that it is plugged in by plan, whoever gives it how much.
 * @param start null: all start
 * @param stop null: none stops
 */
export function interruptions(
  { start, stop }: Readonly<Record<"start" | "stop", SessionFailureSpec | null>>,
  seed: number,
  plan: VehiclePlan,
): Interruption[][] {
  return plan.stays.map((stay) => {
    const list: Interruption[] = [];
    const failed = start === null ? null : failure(start, seed, "sessionStart", plan, stay);
    if (failed !== null) list.push({ afterMs: 0, durationMs: failed.durationMs });
    const stopped = stop === null ? null : failure(stop, seed, "sessionStop", plan, stay);
    if (stopped === null) return list;
    const { arriveAtMs, departAtMs } = stay;
    const pluggedMs =
      arriveAtMs === null || departAtMs === null ? NIGHT_MS : departAtMs - arriveAtMs;
    const sinceMs = list[0]?.durationMs ?? 0;
    const afterMs = sinceMs + 1 + Math.floor(stopped.when * Math.max(0, pluggedMs - sinceMs));
    return [...list, { afterMs, durationMs: stopped.durationMs }];
  });
}

function failure(
  { share, replugFromMin, replugToMin }: SessionFailureSpec,
  seed: number,
  name: string,
  plan: VehiclePlan,
  stay: VehiclePlan["stays"][number],
): { readonly durationMs: number; readonly when: number } | null {
  const stream = streamOfStay(seed, name, plan, stay);
  if (stream.uniform() >= share) return null;
  const replugMin = replugFromMin + (replugToMin - replugFromMin) * stream.uniform();
  return { durationMs: Math.round(replugMin * MINUTE_MS), when: stream.uniform() };
}
