import type { Instant } from "../model/instant.ts";
import type { MessageBody } from "../model/message.ts";
import { messageId } from "../session/messageId.ts";
import type { Step } from "../session/step.ts";
import type { ServerEffect, ServerNews, ServerSession, ServerSetting } from "./serverSession.ts";

/** One step in the making: the state as it becomes, and what is to be done. */
export class ServerTurn implements Step<ServerSession, ServerEffect> {
  readonly effects: ServerEffect[] = [];

  readonly setting: ServerSetting;
  readonly atMs: Instant;
  state: ServerSession;

  constructor(setting: ServerSetting, state: ServerSession, atMs: Instant) {
    this.setting = setting;
    this.state = state;
    this.atMs = atMs;
  }

  set(changed: Partial<ServerSession>): void {
    this.state = { ...this.state, ...changed };
  }

  newMessageId(): string {
    this.set({ idsUsed: this.state.idsUsed + 1 });
    return messageId(this.setting.idSeed, this.state.idsUsed);
  }

  /** @returns whether the edition has words for it */
  say(body: MessageBody, id: string, presystemId = this.state.presystemId): boolean {
    const { codec, source } = this.setting;
    const envelope = { source, presystemId: presystemId ?? "", atMs: this.atMs, messageId: id };
    const text = codec.write({ ...envelope, ...body });
    if (text !== null) this.effects.push({ kind: "send", text });
    return text !== null;
  }

  tell(news: ServerNews): void {
    this.effects.push({ kind: "tell", news });
  }

  warn(text: string): void {
    this.tell({ kind: "warning", text });
  }

  close(code: number, reason: string): void {
    if (this.state.phase === "closed") return;
    this.effects.push({ kind: "close", code, reason });
    this.over(code, reason);
  }

  /** Nothing is said or heard from here on. */
  over(code: number, reason: string): void {
    if (this.state.phase === "closed") return;
    this.set({ phase: "closed", open: null, information: null });
    this.tell({ kind: "closed", code, reason });
  }
}
