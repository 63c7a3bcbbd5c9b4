import {
  InTurn,
  type MessageSocket,
  type SocketEvents,
  type Timers,
} from "../../transport/index.ts";
import {
  newServerSession,
  type ServerInput,
  type ServerNews,
  type ServerSession,
  type ServerSetting,
} from "./serverSession.ts";
import { serverDueAtMs, serverStep } from "./serverStep.ts";

type Unstamped<T> = T extends unknown ? Omit<T, "atMs"> : never;

/** A session on a socket: gives it what is heard and the time, and does what it says. */
export class ServerConnection implements SocketEvents {
  readonly #setting: ServerSetting;
  readonly #socket: MessageSocket;
  readonly #timers: Timers;
  readonly #tell: (news: ServerNews, connection: ServerConnection) => void;
  readonly #inputs = new InTurn<ServerInput>(
    (input) => this.#step(input),
    () => this.#setAlarm(),
  );
  #session: ServerSession;
  #cancelAlarm = (): void => {};

  constructor(
    setting: ServerSetting,
    socket: MessageSocket,
    timers: Timers,
    tell: (news: ServerNews, connection: ServerConnection) => void,
  ) {
    this.#setting = setting;
    this.#socket = socket;
    this.#timers = timers;
    this.#tell = tell;
    this.#session = newServerSession(timers.nowMs());
  }

  get session(): ServerSession {
    return this.#session;
  }

  /** Says something beside the messages of VDV 463. */
  ping(text: string): void {
    this.#socket.ping(text);
  }

  text(text: string): void {
    this.input({ kind: "text", text });
  }

  binary(): void {
    this.input({ kind: "binary" });
  }

  pong(): void {
    this.input({ kind: "pong" });
  }

  pinged(text: string): void {
    this.input({ kind: "pinged", text });
  }

  closed(code: number, reason: string): void {
    this.input({ kind: "closed", code, reason });
  }

  input(input: Unstamped<ServerInput>): void {
    this.#inputs.take({ ...input, atMs: this.#timers.nowMs() });
  }

  #step(input: ServerInput): void {
    const { state, effects } = serverStep(this.#setting, this.#session, input);
    this.#session = state;
    for (const effect of effects) {
      if (effect.kind === "send") this.#socket.send(effect.text);
      else if (effect.kind === "ping") this.#socket.ping();
      else if (effect.kind === "close") this.#socket.close(effect.code, effect.reason);
      else if (effect.kind === "terminate") this.#socket.terminate();
      else this.#tell(effect.news, this);
    }
  }

  #setAlarm(): void {
    this.#cancelAlarm();
    const dueAtMs = serverDueAtMs(this.#setting, this.#session);
    if (dueAtMs === Infinity) return;
    this.#cancelAlarm = this.#timers.at(dueAtMs, () => this.input({ kind: "time" }));
  }
}
