import type { PresystemPort } from "../../messages/index.ts";
import type { Timers } from "../../protocols/transport/index.ts";
import type { PresystemWord } from "./dispatchRhythm.ts";

/** Where a day lies on the clock on the wall. */
export interface DayOnWall {
  /** An instant of the day, and when it is by the wall. */
  readonly fromMs: number;
  readonly wallMs: number;
  /** So many times as fast as the wall. */
  readonly speed: number;
  /** Instants in messages are those of the day itself, and not of the wall. */
  readonly keepsTimes: boolean;
}

/** A presystem that says a day again, each word when it is due by the wall. */
export function spokenDay(
  said: readonly PresystemWord[],
  day: DayOnWall,
  timers: Timers,
): PresystemPort & { readonly endsAtMs: number } {
  const { fromMs, wallMs, speed, keepsTimes } = day;
  const onWall = (atMs: number): number => Math.round(wallMs + (atMs - fromMs) / speed);
  const word = (one: PresystemWord): PresystemWord => (keepsTimes ? one : moved(one, onWall));
  return {
    endsAtMs: onWall(said.at(-1)?.knownAtMs ?? fromMs),
    listen: (hear) => {
      for (const one of said) timers.at(onWall(one.knownAtMs), () => hear(word(one)));
    },
    send: (command: never) => {
      throw new Error(`not a command of a presystem: ${JSON.stringify(command)}`);
    },
  };
}

/** All its instants elsewhere. */
function moved(word: PresystemWord, to: (atMs: number) => number): PresystemWord {
  const fields = Object.entries(word).map(([name, value]) => [
    name,
    name.endsWith("Ms") && typeof value === "number" ? to(value) : value,
  ]);
  return Object.fromEntries(fields) as PresystemWord;
}
