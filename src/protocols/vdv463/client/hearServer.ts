import type { FlawedFrame } from "../codec/readFrame.ts";
import type { ChargingInformation } from "../model/chargingInformation.ts";
import type { Message } from "../model/message.ts";
import { answers } from "../session/openRequest.ts";
import type { ClientTurn } from "./clientTurn.ts";

/** Takes in what the charge management says. */
export function hearServer(turn: ClientTurn, text: string): void {
  const codec = turn.setting.codecs.get(turn.state.version!)!;
  turn.set({ heardAtMs: turn.atMs });
  const read = codec.read(text);
  if (read.kind === "flawed") return hearFlawed(turn, read);
  for (const note of read.notes) turn.warn(note);
  const { message } = read;
  if (message.presystemId !== turn.setting.rules.presystemId) {
    turn.warn(`a message for ${message.presystemId}`);
  }
  if (message.kind !== "request") return settle(turn, message);
  if (message.action !== "ProvideChargingInformation") {
    const payload = { errorMessage: "only a presystem asks for this" };
    turn.say({ kind: "error", action: message.action, payload }, message.messageId);
    return turn.warn(`was asked for ${message.action}`);
  }
  const { action, messageId } = message;
  turn.say({ kind: "confirmation", action, payload: {} }, messageId);
  hearInformation(turn, message.payload);
}

function hearInformation(turn: ClientTurn, information: ChargingInformation): void {
  const { informedAtMs, periodMs, phase } = turn.state;
  if (phase === "booting") return turn.warn("information before the boot is accepted");
  const sinceMs = informedAtMs === null ? 0 : turn.atMs - informedAtMs;
  turn.set({ informedAtMs: turn.atMs, periodMs: Math.max(periodMs, sinceMs) });
  if (phase === "listening") turn.enter("running");
  turn.tell({ kind: "chargingInformation", information });
}

function hearFlawed(turn: ClientTurn, flawed: FlawedFrame): void {
  turn.warn(`a flawed message: ${flawed.reason}`);
  const { messageType, messageId, action, errorMessage, reason } = flawed;
  // An answer is never answered, however flawed: two ends would go on for ever.
  if (messageType !== "confirmation" && messageType !== "error") {
    turn.say(
      {
        kind: "error",
        action: action ?? "ProvideChargingInformation",
        payload: { errorMessage: reason },
      },
      messageId ?? turn.newMessageId(),
    );
    return;
  }
  if (!isAnswer(turn, flawed)) return;
  // A confirmation in the wrong form is one; of a boot, its form is what matters.
  if (messageType === "error") return refused(turn, errorMessage ?? reason);
  if (turn.state.open?.action === "BootNotification") return refused(turn, reason);
  confirmed(turn);
}

function settle(turn: ClientTurn, message: Exclude<Message, { kind: "request" }>): void {
  if (!isAnswer(turn, message)) return;
  if (message.kind === "error") return refused(turn, message.payload.errorMessage);
  if (turn.state.open?.action !== "BootNotification") return confirmed(turn);
  // By the id it is the answer, by the action it is not: only the boot's own says a status.
  if (message.action !== "BootNotification") return refused(turn, `answered as ${message.action}`);
  if (message.payload.status === "Rejected") return refused(turn, null);
  turn.set({ open: null, failures: 0 });
  turn.enter("listening");
  turn.tell({ kind: "bootAccepted" });
}

function isAnswer(turn: ClientTurn, answer: Pick<FlawedFrame, "messageId" | "action">): boolean {
  const match = answers(turn.state.open, answer);
  if (match === "no") turn.warn("an answer to nothing that was asked");
  if (match === "byAction") turn.warn("an answer that does not echo the id of its request");
  return match !== "no";
}

function confirmed(turn: ClientTurn): void {
  turn.set({ open: null });
  turn.tell({ kind: "requestsConfirmed", list: turn.state.told });
}

/** @param errorMessage null for a boot that is rejected in good form */
function refused(turn: ClientTurn, errorMessage: string | null): void {
  const { open } = turn.state;
  turn.set({ open: null });
  if (open?.action !== "BootNotification") {
    // The same list would be refused again: the next one is told.
    return turn.tell({ kind: "requestsRefused", errorMessage: errorMessage ?? "" });
  }
  if (errorMessage !== null) turn.warn(`boot is refused: ${errorMessage}`);
  // It said no: however long the pause, it is no shorter than this.
  const earliestMs = turn.atMs + turn.setting.rules.reconnectMs;
  turn.set({ bootAtMs: Math.max(turn.nextTryAtMs(), earliestMs) });
  turn.tell({ kind: "bootRejected" });
}
