import type { PresystemPort } from "../../messages/index.ts";

type Word = Parameters<Parameters<PresystemPort["listen"]>[0]>[0];

/** What a presystem says by a clock that is wrong: what it has seen, that is; what it expects is in its timetable. */
export function byWrongClock(port: PresystemPort, wrongByMs: () => number): PresystemPort {
  return {
    listen: (hear) => port.listen((word) => hear(moved(word, wrongByMs()))),
    send: (command) => port.send(command),
  };
}

function moved(word: Word, byMs: number): Word {
  if (word.kind === "vehicleArrived") return { ...word, atMs: word.atMs + byMs };
  if (word.kind !== "requestChanged") return word;
  const { expectedArrivalAtMs: arrivalAtMs, atMs } = word;
  const isHere = arrivalAtMs !== null && arrivalAtMs <= atMs;
  return isHere ? { ...word, expectedArrivalAtMs: arrivalAtMs + byMs } : word;
}
