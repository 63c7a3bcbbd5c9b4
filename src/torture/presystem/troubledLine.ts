import type { DialEvents, MessageSocket, Timers } from "../../protocols/transport/index.ts";
import { isOn } from "../spell.ts";
import { changedFrame } from "./changedFrame.ts";
import { isAnswer, isList } from "./isList.ts";
import type { PresystemFault } from "./presystemFault.ts";

type HangUp = Pick<PresystemFault & { readonly kind: "hangUp" }, "isHeard" | "isNoticed">;

/** A presystem's end of one connection, on which things go wrong. */
export class TroubledLine {
  readonly #timers: Timers;
  readonly #faults: readonly PresystemFault[];
  /** Whether the connection is to be lost in the midst of this list; told once for each fault. */
  readonly #hangsUp: () => HangUp | null;
  readonly #events: DialEvents;
  /** When the presystem has read all that has come. */
  #readAtMs = 0;
  #isOver = false;

  constructor(
    timers: Timers,
    faults: readonly PresystemFault[],
    events: DialEvents,
    hangsUp: () => HangUp | null,
  ) {
    this.#timers = timers;
    this.#faults = faults;
    this.#events = events;
    this.#hangsUp = hangsUp;
  }

  /** What is heard of the wire. */
  get ear(): DialEvents {
    const events = this.#events;
    return {
      opened: (subprotocol) => events.opened(subprotocol),
      refused: (reason) => events.refused(reason),
      binary: () => events.binary(),
      pong: () => events.pong(),
      closed: (code, reason) => {
        if (!this.#isOver) events.closed(code, reason);
        this.#isOver = true;
      },
      text: (text) => {
        if (!this.#isOver) this.#answered(text, (said) => this.#read(said));
      },
    };
  }

  /** The end that the presystem speaks into. */
  mouth(socket: MessageSocket): MessageSocket {
    return {
      send: (text) => {
        if (!this.#isOver) this.#say(text, socket);
      },
      ping: () => socket.ping(),
      close: (code, reason) => socket.close(code, reason),
      terminate: () => {
        this.#isOver = true;
        socket.terminate();
      },
    };
  }

  #say(text: string, socket: MessageSocket): void {
    const timed = this.#changed(text, "presystemClock");
    if (!isList(text)) return this.#answered(timed, (said) => socket.send(said));
    const list = this.#changed(timed, "lists");
    const lost = this.#hangsUp();
    if (lost?.isHeard !== false) socket.send(list);
    if (lost?.isNoticed === true) socket.terminate();
    if (lost?.isNoticed === false) this.#later(this.#timers.nowMs(), "", () => this.#vanish());
  }

  /** The presystem notices, nobody else does. */
  #vanish(): void {
    this.#isOver = true;
    this.#events.closed(1006, "");
  }

  /** Answers, of whichever end, come otherwise than they should; all else as it is. */
  #answered(text: string, deliver: (text: string) => void): void {
    if (!isAnswer(text)) return deliver(text);
    const said = this.#changed(text, "answerIds");
    const late = this.#on("answers");
    if (late === undefined) return deliver(said);
    if (late.delayMs !== null) this.#later(this.#timers.nowMs() + late.delayMs, said, deliver);
  }

  /** One after the other. */
  #read(text: string): void {
    const nowMs = this.#timers.nowMs();
    this.#readAtMs = Math.max(this.#readAtMs, nowMs) + (this.#on("slowReader")?.delayMs ?? 0);
    const hear = (said: string): void => this.#events.text(said);
    if (this.#readAtMs === nowMs) hear(text);
    else this.#later(this.#readAtMs, text, hear);
  }

  #later(atMs: number, text: string, deliver: (text: string) => void): void {
    this.#timers.at(atMs, () => {
      if (!this.#isOver) deliver(text);
    });
  }

  #changed(text: string, kind: Parameters<typeof changedFrame>[1]["kind"]): string {
    const fault = this.#on(kind);
    return fault === undefined ? text : changedFrame(text, fault);
  }

  #on<Kind extends PresystemFault["kind"]>(
    kind: Kind,
  ): (PresystemFault & { readonly kind: Kind }) | undefined {
    const nowMs = this.#timers.nowMs();
    return this.#faults.find(
      (fault): fault is PresystemFault & { readonly kind: Kind } =>
        fault.kind === kind && isOn(fault, nowMs),
    );
  }
}
