import type { Message, MessageBody } from "../model/message.ts";
import type { Dialect } from "../schema/dialect.ts";
import { messageTypes } from "../schema/envelope.ts";
import { inOldestWords } from "./inOldestWords.ts";
import { type Loss, lossesBetween } from "./loss.ts";
import { readFrame, type ReadFrame } from "./readFrame.ts";
import { type Validation, wireOf } from "./wire.ts";

/** Text to messages and back, in one dialect. */
export interface Codec {
  readonly dialect: Dialect;
  /** Total: whatever the text is. */
  read(text: string): ReadFrame;
  /**
   * @returns null where the edition has no words for it (an empty list in 1.0)
   * @throws Error if the message holds what no edition allows, a soc of 101 for one
   */
  write(message: Message): string | null;
  /** What the other end will not learn of a message, because the edition has no words for it. */
  losses(message: Message): Loss[];
}

export function codecOf(dialect: Dialect, validation: Validation = "tolerant"): Codec {
  const wire = wireOf(dialect, validation);
  const reader = wireOf(dialect, "strict");
  const payloadSchema = ({ kind, action }: MessageBody) =>
    kind === "error" ? wire.payloads.error : wire.payloads[kind][action];
  /** A depot is told to many, and was checked before: it is put in words once. */
  const written = new WeakMap<object, string>();
  const sayable = (message: Message): MessageBody["payload"] | null =>
    dialect.version === "1.0" ? inOldestWords(message) : message.payload;
  const write = (message: Message): string | null => {
    const payload = sayable(message);
    if (payload === null) return null;
    const { source, atMs, messageId, action } = message;
    const text = written.get(payload) ?? JSON.stringify(payloadSchema(message).encode(payload));
    if (action === "ProvideChargingInformation") written.set(payload, text);
    const envelope = JSON.stringify([
      messageTypes[message.kind],
      source,
      wireId.encode(message.presystemId),
      new Date(atMs).toISOString(),
      messageId,
      action,
    ]);
    return `${envelope.slice(0, -1)},${text}]`;
  };
  const wireId = reader.envelope.def.items[2];
  return {
    dialect,
    read: (text) => readFrame(wire, text),
    write,
    losses: (message) => {
      const text = write(message);
      const heard = text === null ? null : readFrame(reader, text);
      const said = heard?.kind === "understood" ? heard.message.payload : {};
      return lossesBetween(message.payload, said);
    },
  };
}
