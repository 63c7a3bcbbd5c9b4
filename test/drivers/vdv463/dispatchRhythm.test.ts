import { describe, expect, it } from "vitest";
import {
  dispatchRhythm,
  lateBuses,
  type PresystemWord,
  shakyDial,
  spokenDay,
} from "../../../src/drivers/vdv463/index.ts";
import {
  id,
  type RequestChanged,
  type RequestId,
  type VehicleId,
} from "../../../src/messages/index.ts";
import { VirtualTimers } from "../../support/virtualTimers.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const tolerance = 5 * MINUTE;

function wants(
  bus: string,
  sinceH: number,
  arrivalH: number,
  others: Partial<RequestChanged> = {},
): PresystemWord {
  return {
    kind: "requestChanged",
    atMs: sinceH * HOUR,
    knownAtMs: sinceH * HOUR,
    requestId: id<RequestId>(bus),
    vehicleId: id<VehicleId>(bus),
    expectedArrivalAtMs: arrivalH * HOUR,
    expectedSoc: 0.5,
    departureAtMs: (arrivalH + 8) * HOUR,
    minTargetSoc: 0.8,
    maxTargetSoc: 0.9,
    priority: 0,
    ...others,
  };
}

function drops(bus: string, sinceH: number): PresystemWord {
  const atMs = sinceH * HOUR;
  return { kind: "requestWithdrawn", atMs, knownAtMs: atMs, requestId: id<RequestId>(bus) };
}

/** Hours and buses. */
const brief = (words: readonly PresystemWord[]): string[] =>
  words.map(
    (word) => `${word.knownAtMs / HOUR} ${"requestId" in word ? word.requestId : word.vehicleId}`,
  );

/** Plans are made at 18 h for what comes from 28 h to 52 h, and so on. */
const rhythm = {
  planAtMs: (arrivalMs: number) => (Math.floor((arrivalMs / HOUR - 4) / 24) * 24 - 6) * HOUR,
  toleranceMs: tolerance,
};

describe("dispatchers", () => {
  it("say a stay with the plan of the evening before, as it is known by then", () => {
    const said = [wants("A", 0, 44), wants("B", 0, 20), wants("A", 10, 45), wants("C", 16, 50)];
    const told = dispatchRhythm(said, rhythm);
    expect(brief(told)).toEqual(["0 B", "18 A", "18 C"]);
    expect(told[1]).toMatchObject({ expectedArrivalAtMs: 45 * HOUR, atMs: 18 * HOUR, priority: 0 });
  });

  it("say nothing of what is dropped before the plan, and drop what was in it", () => {
    const said = [wants("A", 0, 44), wants("B", 0, 44), drops("A", 10), drops("B", 30)];
    expect(brief(dispatchRhythm(said, rhythm))).toEqual(["18 B", "30 B"]);
  });

  it("say nothing of small delays, until they add up", () => {
    const said = [0, 4, 5, 6, 9].map((min, i) =>
      wants("A", 20 + i, 44 + min / 60, { departureAtMs: 60 * HOUR }),
    );
    const told = dispatchRhythm([wants("Z", 0, 20), ...said], rhythm);
    expect(brief(told)).toEqual(["0 Z", "20 A", "23 A"]);
  });

  it("want what was in no plan at once", () => {
    const told = dispatchRhythm([wants("A", 0, 20), wants("B", 10, 20)], rhythm);
    const [planned, unplanned] = told as RequestChanged[];
    expect(unplanned!.priority).toBeGreaterThan(planned!.priority);
  });
});

describe("a control centre", () => {
  it("speaks of late buses only, from when it is known", () => {
    const said = [
      wants("A", 0, 20),
      wants("B", 0, 20),
      wants("A", 5, 20.05),
      wants("B", 6, 20.5),
      wants("B", 7, 20.5, { expectedSoc: 0.4 }),
      drops("A", 8),
      drops("B", 9),
    ];
    expect(brief(lateBuses(said, tolerance))).toEqual(["6 B", "7 B", "9 B"]);
  });
});

describe("a day that is spoken", () => {
  it("is said faster, with times as the wall will have them", () => {
    const timers = new VirtualTimers(1_000_000);
    const said = [wants("A", 10, 12), wants("B", 16, 20)];
    const day = { fromMs: 10 * HOUR, wallMs: 1_000_000, speed: 60, keepsTimes: false };
    const port = spokenDay(said, day, timers);
    const heard: PresystemWord[] = [];
    port.listen((word) => heard.push(word));
    timers.pass(5 * MINUTE);
    expect(heard).toMatchObject([{ atMs: 1_000_000, expectedArrivalAtMs: 1_000_000 + 2 * MINUTE }]);
    timers.pass(MINUTE);
    expect(port.endsAtMs).toBe(timers.nowMs());
    expect(heard[1]).toMatchObject({ expectedArrivalAtMs: port.endsAtMs + 4 * MINUTE });
  });

  it("keeps its times where it is told to", () => {
    const timers = new VirtualTimers(1_000_000);
    const day = { fromMs: 10 * HOUR, wallMs: 1_000_000, speed: 60, keepsTimes: true };
    const said = [wants("A", 10, 12)];
    const heard: PresystemWord[] = [];
    spokenDay(said, day, timers).listen((word) => heard.push(word));
    timers.pass(1);
    expect(heard).toEqual(said);
  });
});

describe("a connection that is lost as chance has it", () => {
  it("is ended once, after what was drawn, and not after it has ended", () => {
    const timers = new VirtualTimers(0);
    const ends: number[] = [];
    let closed = (): void => {};
    const dial = shakyDial(
      (_target, events) => {
        closed = () => events.closed(1000, "");
        timers.at(10, () => events.opened(null));
        return { send() {}, ping() {}, close() {}, terminate: () => ends.push(timers.nowMs()) };
      },
      timers,
      { exponential: (mean) => mean / 2 },
      2000,
    );
    const events = { opened() {}, refused() {}, text() {}, binary() {}, pong() {}, closed() {} };
    const target = { url: "wss://d", subprotocols: [], credentials: null };
    dial(target, events);
    timers.pass(5000);
    expect(ends).toEqual([1010]);
    dial(target, events);
    timers.pass(500);
    closed();
    timers.pass(5000);
    expect(ends).toEqual([1010]);
  });
});
