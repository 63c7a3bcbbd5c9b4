import { highestCommon, subprotocols } from "../session/subprotocols.ts";
import type { Step } from "../session/step.ts";
import type { ClientEffect, ClientInput, ClientSession, ClientSetting } from "./clientSession.ts";
import { ClientTurn } from "./clientTurn.ts";
import { hearServer } from "./hearServer.ts";
import { tellRequests } from "./tellRequests.ts";

/** What a presystem does. Total: whatever is heard, whenever. */
export function clientStep(
  setting: ClientSetting,
  state: ClientSession,
  input: ClientInput,
): Step<ClientSession, ClientEffect> {
  const turn = new ClientTurn(setting, state, input);
  if (state.phase !== "stopped") {
    take(turn, input);
    if (turn.state.phase !== "stopped") lookAtClock(turn);
  }
  return { state: turn.state, effects: turn.effects };
}

/** When a session is to be stepped at the latest if nothing is heard. */
export function clientDueAtMs({ rules }: ClientSetting, state: ClientSession): number {
  const { phase, open, bootAtMs } = state;
  if (phase === "stopped") return Infinity;
  if (phase === "waiting") return state.dialAtMs;
  if (phase === "dialling") return state.sinceMs + rules.requestTimeoutMs;
  return Math.min(
    open === null ? Infinity : open.sentAtMs + rules.requestTimeoutMs,
    bootAtMs ?? Infinity,
    deadAtMs(rules.silenceMs, state),
  );
}

/** A presystem that waits for its next boot expects no word. */
function deadAtMs(silenceMs: number, { phase, heardAtMs, periodMs }: ClientSession): number {
  return phase === "booting" ? Infinity : heardAtMs + Math.max(silenceMs, 3 * periodMs);
}

function take(turn: ClientTurn, input: ClientInput): void {
  const isConnected = ["booting", "listening", "running"].includes(turn.state.phase);
  switch (input.kind) {
    case "opened":
      return turn.state.phase === "dialling" ? opened(turn, input.subprotocol) : undefined;
    case "refused":
      return turn.state.phase === "dialling" ? turn.lost(input.reason) : undefined;
    case "closed":
      // One of our own closing was told of when it was decided.
      return isConnected ? turn.lost(`closed: ${input.code} ${input.reason}`.trim()) : undefined;
    case "text":
      return isConnected ? hearServer(turn, input.text) : undefined;
    case "binary":
      return isConnected ? hangUp(turn, 1003, "only text is understood") : undefined;
    case "requests":
      return turn.set({ requests: input.list, isUntold: true });
    case "stop":
      if (isConnected) turn.effects.push({ kind: "close", code: 1001, reason: "going away" });
      else turn.effects.push({ kind: "terminate" });
      turn.enter("stopped");
      return turn.tell({ kind: "disconnected", reason: "stopped", nextDialAtMs: null });
    case "time":
  }
}

function opened(turn: ClientTurn, subprotocol: string | null): void {
  const spoken = [...turn.setting.codecs.keys()];
  const version = subprotocol === null ? null : highestCommon(spoken, [subprotocol]);
  turn.enter("booting");
  turn.set({ heardAtMs: turn.atMs, informedAtMs: null, periodMs: 0, version });
  if (version === null) {
    const names = [...new Set(spoken.map((each) => subprotocols[each]))].join(", ");
    return hangUp(turn, 1002, `no common subprotocol: expected ${names}`);
  }
  turn.tell({ kind: "connected", version });
  boot(turn);
}

function boot(turn: ClientTurn): void {
  const { presystem } = turn.setting.rules;
  turn.set({ bootAtMs: null });
  turn.ask({ kind: "request", action: "BootNotification", payload: { presystem } });
}

function hangUp(turn: ClientTurn, code: number, reason: string): void {
  turn.effects.push({ kind: "close", code, reason });
  turn.lost(reason);
}

function lookAtClock(turn: ClientTurn): void {
  const { atMs } = turn;
  const { rules } = turn.setting;
  const { phase, open, bootAtMs, dialAtMs, sinceMs } = turn.state;
  if (phase === "waiting") {
    if (atMs < dialAtMs) return;
    turn.enter("dialling");
    turn.effects.push({ kind: "dial" });
    return;
  }
  if (phase === "dialling") {
    if (atMs < sinceMs + rules.requestTimeoutMs) return;
    turn.effects.push({ kind: "terminate" });
    return turn.lost("no connection in time");
  }
  if (bootAtMs !== null && atMs >= bootAtMs) return boot(turn);
  if (atMs >= deadAtMs(rules.silenceMs, turn.state)) {
    turn.effects.push({ kind: "terminate" });
    return turn.lost("the charge management has fallen silent");
  }
  if (open !== null && atMs >= open.sentAtMs + rules.requestTimeoutMs) {
    turn.warn(`no answer to ${open.action} within ${rules.requestTimeoutMs / 1000} s`);
    turn.set({ open: null });
    if (open.action === "BootNotification") return hangUp(turn, 1002, "boot is not answered");
    turn.set({ isUntold: true });
  }
  tellRequests(turn);
}
