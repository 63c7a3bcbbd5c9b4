import { inWords, isZoneless, mended } from "./mended.ts";
import { type Action, actions, type Message } from "../model/message.ts";
import { isObject } from "../schema/isObject.ts";
import { isUuid } from "../schema/envelope.ts";
import type { Wire } from "./wire.ts";

/** A frame as understood, or why it is not. */
export type ReadFrame =
  | { readonly kind: "understood"; readonly message: Message; readonly notes: readonly string[] }
  | FlawedFrame;

/** What cannot be understood, with as much as is legible: an answer needs it. */
export interface FlawedFrame {
  readonly kind: "flawed";
  readonly reason: string;
  readonly messageType: Message["kind"] | null;
  readonly presystemId: string | null;
  readonly messageId: string | null;
  readonly action: Action | null;
  /** Of an error, what it says. */
  readonly errorMessage: string | null;
}

/** No id in use is longer; it is kept, and echoed. */
const LONGEST_ID = 256;
/** More members of a list than any depot has. Beyond, the reader's own memory is at stake. */
const LONGEST_LIST = 5000;

/** Reads the text of a frame; never throws. */
export function readFrame(wire: Wire, text: string): ReadFrame {
  let slots: unknown;
  try {
    slots = JSON.parse(text);
  } catch {
    return flawed(null, "not JSON");
  }
  if (!Array.isArray(slots) || slots.length !== 7) {
    return flawed(slots, "expected a list of 7 slots");
  }
  if (slots.slice(1, 5).some((slot) => typeof slot === "string" && slot.length > LONGEST_ID)) {
    return flawed(slots, `expected at most ${LONGEST_ID} characters in a slot`);
  }
  const listed = isObject(slots[6]) ? Object.values(slots[6]) : [];
  if (listed.some((list) => Array.isArray(list) && list.length > LONGEST_LIST)) {
    return flawed(slots, `expected at most ${LONGEST_LIST} entries in a list`);
  }
  const notes: string[] = [];
  const id: unknown = slots[4];
  const isTolerant = wire.validation === "tolerant";
  if (isTolerant) notes.push(...excuse(slots));
  const envelope = wire.envelope.safeDecode(slots as never);
  if (!envelope.success) return flawed(slots, inWords(envelope.error.issues));
  const [type, source, presystemId, atMs, messageId, action, said] = envelope.data;
  const kind = kinds[type];
  const payload = readPayload(wire, { kind, action }, said);
  if ("reason" in payload) return flawed(slots, payload.reason);
  notes.push(...payload.notes);
  const message = {
    kind,
    action,
    source,
    presystemId,
    atMs,
    messageId: isTolerant ? String(id) : messageId,
    payload: payload.value,
  } as Message;
  return { kind: "understood", message, notes };
}

const kinds = { 1: "request", 2: "confirmation", 3: "error" } as const;

/** What is wrong with an envelope and does no harm is set right. */
function excuse(slots: unknown[]): string[] {
  const notes: string[] = [];
  if (isZoneless(slots[3])) {
    slots[3] = `${String(slots[3])}Z`;
    notes.push("slot 4: a time without zone is read as UTC");
  }
  if (isId(slots[4]) && !isUuid(slots[4])) {
    slots[4] = "00000000-0000-0000-0000-000000000000";
    notes.push("slot 5: the message id is no UUID");
  }
  if (slots[6] === null) {
    slots[6] = {};
    notes.push("slot 7: nothing is read as an empty payload");
  }
  return notes;
}

function readPayload(
  wire: Wire,
  { kind, action }: Pick<Message, "kind" | "action">,
  said: unknown,
): { value: unknown; notes: readonly string[] } | { reason: string } {
  const schema = kind === "error" ? wire.payloads.error : wire.payloads[kind][action];
  const strict = schema.safeDecode(said);
  if (kind === "error" && (strict.success || wire.validation === "tolerant")) {
    return { value: { errorMessage: errorMessage(said) }, notes: [] };
  }
  if (strict.success) return { value: strict.data, notes: [] };
  if (wire.validation === "strict") return { reason: inWords(strict.error.issues) };
  const notes = mended(said, strict.error.issues);
  if (notes === null) {
    // The first edition asks for more than the second, under the same name.
    if (wire.lenient === null) return { reason: inWords(strict.error.issues) };
    const read = readPayload(wire.lenient, { kind, action }, said);
    return "reason" in read ? read : { ...read, notes: ["read as of edition 1.1", ...read.notes] };
  }
  const again = schema.safeDecode(said);
  if (again.success) return { value: again.data, notes };
  return { reason: inWords(again.error.issues) };
}

/** What an error says, in each of the forms seen in the field. */
function errorMessage(payload: unknown): string {
  if (!isObject(payload)) return "";
  const text = payload["errorMessage"] ?? payload["message"] ?? payload["errorDescription"];
  return (typeof text === "string" ? text : asJson(payload)).slice(0, 1000);
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested too deep to be written.
    return "";
  }
}

function flawed(slots: unknown, reason: string): FlawedFrame {
  const [type, , presystemId, , id, action, payload] = (
    Array.isArray(slots) ? slots : []
  ) as readonly unknown[];
  return {
    kind: "flawed",
    reason,
    messageType: type === 1 || type === 2 || type === 3 ? kinds[type] : null,
    presystemId: isId(presystemId) ? presystemId : null,
    messageId: isId(id) ? id : null,
    action: actions.find((each) => each === action) ?? null,
    errorMessage: type === 3 ? errorMessage(payload) : null,
  };
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= LONGEST_ID;
}
