import type { MessageBody } from "../model/message.ts";
import type { OpenRequest } from "../session/openRequest.ts";
import { messageId } from "../session/messageId.ts";
import type { Step } from "../session/step.ts";
import type {
  ClientEffect,
  ClientInput,
  ClientNews,
  ClientSession,
  ClientSetting,
} from "./clientSession.ts";
import { pauseMs } from "./pauseMs.ts";

/** One step in the making: the state as it becomes, and what is to be done. */
export class ClientTurn implements Step<ClientSession, ClientEffect> {
  readonly effects: ClientEffect[] = [];
  readonly setting: ClientSetting;
  readonly atMs: number;
  readonly #chance: number;
  state: ClientSession;

  constructor(setting: ClientSetting, state: ClientSession, input: ClientInput) {
    this.setting = setting;
    this.state = state;
    this.atMs = input.atMs;
    this.#chance = input.chance;
  }

  set(changed: Partial<ClientSession>): void {
    this.state = { ...this.state, ...changed };
  }

  enter(phase: ClientSession["phase"]): void {
    this.set({ phase, sinceMs: this.atMs });
  }

  tell(news: ClientNews): void {
    this.effects.push({ kind: "tell", news });
  }

  warn(text: string): void {
    this.tell({ kind: "warning", text });
  }

  newMessageId(): string {
    this.set({ idsUsed: this.state.idsUsed + 1 });
    return messageId(this.setting.idSeed, this.state.idsUsed);
  }

  /** @returns whether the edition has words for it */
  say(body: MessageBody, id: string): boolean {
    const { presystem: source, presystemId } = this.setting.rules;
    const codec = this.setting.codecs.get(this.state.version!)!;
    const text = codec.write({ source, presystemId, atMs: this.atMs, messageId: id, ...body });
    if (text !== null) this.effects.push({ kind: "send", text });
    return text !== null;
  }

  /** Asks, and waits for the answer. */
  ask(body: Extract<MessageBody, { kind: "request" }>): boolean {
    const id = this.newMessageId();
    if (!this.say(body, id)) return false;
    const open: OpenRequest = { messageId: id, action: body.action, sentAtMs: this.atMs };
    this.set({ open });
    return true;
  }

  /** A moment to try again. */
  nextTryAtMs(): number {
    const atMs = this.atMs + pauseMs(this.setting.rules, this.state.failures, this.#chance);
    this.set({ failures: this.state.failures + 1 });
    return atMs;
  }

  /** There is no connection any more: calls again after a pause. */
  lost(reason: string): void {
    const dialAtMs = this.nextTryAtMs();
    this.enter("waiting");
    this.set({ dialAtMs, open: null, version: null, bootAtMs: null, isUntold: true });
    this.tell({ kind: "disconnected", reason, nextDialAtMs: dialAtMs });
  }
}
