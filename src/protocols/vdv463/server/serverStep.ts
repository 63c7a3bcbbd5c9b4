import { takeToken } from "../../transport/index.ts";
import type { FlawedFrame } from "../codec/readFrame.ts";
import type { Instant } from "../model/instant.ts";
import type { Message } from "../model/message.ts";
import { answers } from "../session/openRequest.ts";
import type { Step } from "../session/step.ts";
import { answerRequest } from "./answerRequest.ts";
import type { ServerEffect, ServerInput, ServerSession, ServerSetting } from "./serverSession.ts";
import { ServerTurn } from "./serverTurn.ts";

/** What a charge management does on a connection. Total: whatever is heard, whenever. */
export function serverStep(
  setting: ServerSetting,
  state: ServerSession,
  input: ServerInput,
): Step<ServerSession, ServerEffect> {
  const turn = new ServerTurn(setting, state, input.atMs);
  if (state.phase !== "closed") {
    take(turn, input);
    if (turn.state.phase !== "closed") lookAtClock(turn);
  }
  return { state: turn.state, effects: turn.effects };
}

/** When a session is to be stepped at the latest if nothing is heard. */
export function serverDueAtMs({ rules }: ServerSetting, state: ServerSession): Instant {
  const { open, wantedAtMs, informationSentAtMs: sentAtMs } = state;
  if (state.phase === "closed") return Infinity;
  const informationAtMs = Math.min(
    wantedAtMs ?? Infinity,
    sentAtMs === null ? Infinity : sentAtMs + rules.informationPeriodMs,
  );
  return Math.min(
    state.pingedAtMs + rules.pingPeriodMs,
    state.phase === "silent" ? state.openedAtMs + rules.bootTimeoutMs : Infinity,
    open === null ? Infinity : open.sentAtMs + rules.requestTimeoutMs,
    state.phase === "accepted" && open === null ? informationAtMs : Infinity,
  );
}

function take(turn: ServerTurn, input: ServerInput): void {
  switch (input.kind) {
    case "text":
      return hear(turn, input.text);
    case "binary":
      return turn.close(1003, "only text is understood");
    case "pong":
      return turn.set({ missedPongs: 0 });
    case "pinged":
      return pinged(turn, input.text);
    case "closed":
      return turn.over(input.code, input.reason);
    case "ready":
      return turn.set({ isReady: input.isReady });
    case "information": {
      const { wantedAtMs } = turn.state;
      const delayMs = turn.state.information === null ? 0 : turn.setting.rules.changeDelayMs;
      turn.set({ information: input.information });
      if (!input.isUrgent) return;
      return turn.set({ wantedAtMs: Math.min(wantedAtMs ?? Infinity, turn.atMs + delayMs) });
    }
    case "looked":
      if (!turn.state.isListNew) return;
      return turn.set({ isListNew: false, wantedAtMs: turn.atMs });
    case "replaced":
      return turn.close(1008, "replaced by another connection of this presystem");
    case "goingDown":
      return turn.close(1001, "the charge management is going down");
    case "time":
  }
}

function hear(turn: ServerTurn, text: string): void {
  const { rules, codec } = turn.setting;
  if (!takeFrame(turn)) return;
  const read = codec.read(text);
  if (read.kind === "flawed") return hearFlawed(turn, read);
  turn.set({ flawed: 0 });
  for (const note of read.notes) turn.warn(note);
  const { message } = read;
  const skewMs = message.atMs - turn.atMs;
  if (Math.abs(skewMs) > rules.clockSkewMs && !turn.state.isSkewTold) {
    turn.set({ isSkewTold: true });
    turn.warn(`the presystem's clock is ${Math.round(skewMs / 1000)} s ahead`);
  }
  if (message.kind === "request") return answerRequest(turn, message);
  settle(turn, message, message.kind === "error" ? message.payload.errorMessage : null);
}

/** Pings that say nothing ask for a pong, which is none of ours. */
function pinged(turn: ServerTurn, text: string): void {
  if (text === "" || turn.state.phase !== "accepted") return;
  if (takeFrame(turn)) turn.tell({ kind: "pinged", text });
}

/** Whether a presystem may say something more; else it is sent away. */
function takeFrame(turn: ServerTurn): boolean {
  const frames = takeToken(turn.setting.rules.frames, turn.state.frames, turn.atMs);
  if (frames === null) turn.close(1008, "too many messages");
  else turn.set({ frames });
  return frames !== null;
}

function hearFlawed(turn: ServerTurn, flawed: FlawedFrame): void {
  const { state } = turn;
  turn.set({ flawed: state.flawed + 1 });
  turn.warn(`a flawed message: ${flawed.reason}`);
  // An answer is never answered, however flawed: two ends would go on for ever.
  if (flawed.messageType === "confirmation" || flawed.messageType === "error") {
    settle(turn, flawed, flawed.errorMessage);
  } else {
    turn.say(
      {
        kind: "error",
        action: flawed.action ?? state.lastAction,
        payload: { errorMessage: flawed.reason },
      },
      flawed.messageId ?? turn.newMessageId(),
      state.presystemId ?? flawed.presystemId,
    );
  }
  if (turn.state.flawed >= turn.setting.rules.flawedFrames) {
    turn.close(1008, "too many flawed messages");
  }
}

function settle(
  turn: ServerTurn,
  answer: Pick<Message, "action" | "messageId"> | FlawedFrame,
  errorMessage: string | null,
): void {
  const match = answers(turn.state.open, answer);
  if (match === "no") return turn.warn("an answer to nothing that was asked");
  if (match === "byAction") turn.warn("an answer that does not echo the id of its request");
  turn.set({ open: null, unconfirmed: 0 });
  if (errorMessage === null) turn.tell({ kind: "informationConfirmed" });
  else turn.tell({ kind: "informationRefused", errorMessage });
}

function lookAtClock(turn: ServerTurn): void {
  const { rules } = turn.setting;
  const { atMs } = turn;
  const { phase, openedAtMs, open, pingedAtMs, missedPongs } = turn.state;
  if (phase === "silent" && atMs >= openedAtMs + rules.bootTimeoutMs) {
    return turn.close(1008, "no BootNotification");
  }
  if (atMs >= pingedAtMs + rules.pingPeriodMs) {
    if (missedPongs >= rules.missedPongs) {
      turn.effects.push({ kind: "terminate" });
      return turn.over(1006, "no pong");
    }
    turn.set({ pingedAtMs: atMs, missedPongs: missedPongs + 1 });
    turn.effects.push({ kind: "ping" });
  }
  if (open !== null && atMs >= open.sentAtMs + rules.requestTimeoutMs) {
    const unconfirmed = turn.state.unconfirmed + 1;
    turn.set({ open: null, unconfirmed });
    turn.warn(`no answer to information within ${rules.requestTimeoutMs / 1000} s`);
    if (unconfirmed >= rules.mostUnconfirmed) return turn.close(1011, "nothing is confirmed");
  }
  inform(turn);
}

/** Sends the information that is due, unless the last is still unanswered: then the next tells more. */
function inform(turn: ServerTurn): void {
  const { phase, information, open, wantedAtMs, informationSentAtMs } = turn.state;
  if (phase !== "accepted" || information === null || open !== null) return;
  const periodAtMs = (informationSentAtMs ?? Infinity) + turn.setting.rules.informationPeriodMs;
  if (turn.atMs < Math.min(wantedAtMs ?? Infinity, periodAtMs)) return;
  const action = "ProvideChargingInformation";
  const id = turn.newMessageId();
  const isSaid = turn.say({ kind: "request", action, payload: information }, id);
  turn.set({
    wantedAtMs: null,
    informationSentAtMs: turn.atMs,
    open: isSaid ? { messageId: id, action, sentAtMs: turn.atMs } : null,
    lastAction: action,
  });
}
