import { connectLines, listenForLines } from "../../src/host/index.ts";
import type { LineChannel } from "../../src/links/index.ts";
import type { Command, Observation } from "../../src/messages/index.ts";

/** What went through a socket between a depot and those who charge in it. */
export class TappedSocket {
  /** That the depot got. */
  readonly commands: Command[] = [];
  /** What the depot said, by instant, and what it said last of all that holds. */
  readonly instants = new Map<number, readonly Observation[]>();
  lastReport: readonly Observation[] = [];
  /** What time it was at the depot when it said something last. */
  depotAtMs = 0;
  /** Up to this instant the depot was told that all is kept. */
  confirmedUpTo = 0;
  #close: () => void = () => {};

  /** Whoever connects at `near` speaks with whoever listens at `far`. */
  async open(near: string, far: string): Promise<void> {
    const listener = await listenForLines(near, (channel) => void this.#join(channel, far), noWarn);
    this.#close = () => listener.close();
  }

  close(): void {
    this.#close();
  }

  async #join(control: LineChannel, far: string): Promise<void> {
    const depot = await connectLines(far, noWarn).catch(() => null);
    if (depot === null) return control.close();
    control.onLine((line) => {
      this.#toDepot(JSON.parse(line) as Said);
      depot.send(line);
    });
    depot.onLine((line) => {
      this.#toControl(JSON.parse(line) as Said);
      control.send(line);
    });
    control.onClose(() => depot.close());
    depot.onClose(() => control.close());
  }

  #toDepot(said: Said): void {
    const upTo = said.upTo ?? said.keptUpTo ?? said.answers ?? 0;
    this.confirmedUpTo = Math.max(this.confirmedUpTo, upTo);
    this.commands.push(...(said.commands ?? []));
  }

  #toControl({ kind, number, nowMs, atMs, observations = [] }: Said): void {
    this.depotAtMs = Math.max(this.depotAtMs, nowMs ?? atMs ?? 0);
    if (kind === "instant") this.instants.set(number!, observations);
    if (kind === "fullReport") this.lastReport = observations;
  }
}

/** Whatever a frame may have. */
interface Said {
  readonly kind: string;
  readonly number?: number;
  readonly nowMs?: number;
  readonly atMs?: number;
  readonly upTo?: number;
  readonly keptUpTo?: number;
  readonly answers?: number | null;
  readonly commands?: readonly Command[];
  readonly observations?: readonly Observation[];
}

function noWarn(text: string): never {
  throw new Error(text);
}
