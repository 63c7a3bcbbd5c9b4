import type { PresystemFault } from "./presystemFault.ts";

/** What makes a message another. */
type FrameFault = Extract<PresystemFault, { kind: "answerIds" | "presystemClock" | "lists" }>;

/** Places in the array that a message of VDV 463 is. */
const TIME = 3;
const ID = 4;
const PAYLOAD = 6;

/** A message as it is under a fault. */
export function changedFrame(text: string, fault: FrameFault): string {
  switch (fault.kind) {
    case "answerIds":
      return changed(text, ID, (id) => `00000000${String(id).slice(8)}`);
    case "presystemClock":
      return changed(text, TIME, (time) => later(String(time), fault.byMs));
    case "lists": {
      if (fault.how === "torn") return text.slice(0, Math.ceil(text.length / 2));
      const isShort = fault.how === "short";
      return changed(text, PAYLOAD, (payload) => {
        const { chargingRequestList: list } = payload as { chargingRequestList: unknown[] };
        const half = list.slice(0, Math.ceil(list.length / 2));
        return { chargingRequestList: isShort ? half : list.toReversed() };
      });
    }
  }
}

function changed(text: string, place: number, change: (part: unknown) => unknown): string {
  const parts = JSON.parse(text) as unknown[];
  return JSON.stringify(parts.with(place, change(parts[place])));
}

function later(time: string, byMs: number): string {
  return new Date(Date.parse(time) + byMs).toISOString();
}
