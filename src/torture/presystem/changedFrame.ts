import type { PresystemFault } from "./presystemFault.ts";

/** Places in the array that a message of VDV 463 is. */
const TIME = 3;
const ID = 4;
const PAYLOAD = 6;

/** Whether a message is a confirmation or an error. */
export function isAnswer(text: string): boolean {
  return !text.startsWith("[1,");
}

/** Whether a message is a presystem's list. */
export function isList(text: string): boolean {
  return !isAnswer(text) && text.includes('"ProvideChargingRequests"');
}

/** The same message under another id. */
export function otherId(text: string): string {
  return changed(text, ID, (id) => `00000000${String(id).slice(8)}`);
}

/** The same message by a clock that is wrong. */
export function otherTime(text: string, byMs: number): string {
  return changed(text, TIME, (time) => new Date(Date.parse(String(time)) + byMs).toISOString());
}

/** A list that is not as it was meant. */
export function otherList(
  text: string,
  how: (PresystemFault & { readonly kind: "lists" })["how"],
): string {
  if (how === "torn") return text.slice(0, Math.ceil(text.length / 2));
  return changed(text, PAYLOAD, (payload) => {
    const { chargingRequestList: list } = payload as { chargingRequestList: unknown[] };
    const chargingRequestList =
      how === "short" ? list.slice(0, Math.ceil(list.length / 2)) : list.toReversed();
    return { chargingRequestList };
  });
}

function changed(text: string, place: number, change: (part: unknown) => unknown): string {
  const parts = JSON.parse(text) as unknown[];
  return JSON.stringify(parts.with(place, change(parts[place])));
}
