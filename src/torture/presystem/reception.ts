import {
  type AttachedPresystems,
  type AttachSurroundings,
  tappedDoor,
  type WireTap,
} from "../../drivers/vdv463/index.ts";
import type { FromOutside } from "../../messages/index.ts";
import type {
  Admission,
  Door,
  MessageSocket,
  SocketEvents,
  Timers,
  Upgrade,
} from "../../protocols/transport/index.ts";
import { NotKept } from "../../twin/index.ts";

/** Presystems are shown how the depot is after so long; oftener costs more than it finds [ms]. */
const LOOK_MS = 3_600_000;

/** The process of a charge management, as far as presystems have to do with it. */
export interface ReceivingProcess extends Pick<AttachSurroundings, "view"> {
  /** What it knows to be wanted as it begins. */
  readonly known: Parameters<AttachedPresystems["desk"]["recall"]>[0];
  hear(word: FromOutside): void;
  /** Whether all that was heard could be kept for good. */
  settle(): boolean;
}

/** Puts together what receives presystems in a new process. */
export type Attach = (around: AttachSurroundings) => AttachedPresystems;

/** The door of a charge management, whose process may end and be there again. */
export class Reception implements Door {
  readonly #timers: Timers;
  readonly #attach: Attach;
  readonly #tap: WireTap;
  #desk: OpenDesk | null = null;
  #opened = 0;
  /** Whether anything was said since this was last made false. */
  isTouched = false;
  #isReady = true;

  /** @param tap told of all that is said on its connections, before it is acted on */
  constructor(timers: Timers, attach: Attach, tap: WireTap) {
    this.#timers = timers;
    this.#attach = attach;
    this.#tap = tap;
  }

  /** A process is there, which knows what the one before it had kept. */
  open(management: ReceivingProcess): void {
    const idSeed = `cms ${++this.#opened}`;
    this.#desk = new OpenDesk(this.#timers, this.#attach, management, idSeed, () => {
      this.isTouched = true;
    });
    this.#desk.attached.setReady(this.#isReady);
  }

  /** The process is over: what it has said still goes out. */
  close(): void {
    this.#desk?.end();
    this.#desk = null;
  }

  /** While it is not ready, whoever boots is rejected. */
  setReady(isReady: boolean): void {
    this.#isReady = isReady;
    this.#desk?.attached.setReady(isReady);
  }

  admit(upgrade: Upgrade): Admission {
    return this.#desk?.attached.door.admit(upgrade) ?? { status: 503 };
  }

  opened(socket: MessageSocket, upgrade: Upgrade, subprotocol: string | null): SocketEvents {
    const desk = this.#desk;
    if (desk === null) {
      socket.close(1012, "there is nobody any more");
      return deaf;
    }
    desk.sockets.push(socket);
    const tapped = tappedDoor(desk.attached.door, () => this.#tap);
    let events = deaf;
    desk.try(() => {
      events = tapped.opened(socket, upgrade, subprotocol);
    });
    if (events === deaf) socket.close(1011, "there is no room to keep anything");
    return {
      text: (text) => {
        this.isTouched = true;
        desk.try(() => events.text(text));
      },
      binary: () => desk.try(() => events.binary()),
      pong: () => desk.try(() => events.pong()),
      closed: (code, reason) => desk.try(() => events.closed(code, reason)),
    };
  }
}

const deaf: SocketEvents = { text() {}, binary() {}, pong() {}, closed() {} };

/** What one process has of it. */
class OpenDesk {
  readonly attached: AttachedPresystems;
  readonly sockets: MessageSocket[] = [];
  isOver = false;

  constructor(
    timers: Timers,
    attach: Attach,
    management: ReceivingProcess,
    idSeed: string,
    touched: () => void,
  ) {
    const mortal: Timers = {
      nowMs: () => timers.nowMs(),
      at: (atMs, due) => timers.at(atMs, () => this.try(due)),
    };
    const { view } = management;
    let isNew = false;
    const told = (): void => {
      if (!isNew) return;
      if (!management.settle()) throw new NotKept();
      isNew = false;
    };
    const controllerMs = (): number => timers.nowMs();
    this.attached = attach({ timers: mortal, idSeed, view, controllerMs, told });
    this.attached.desk.recall(management.known);
    this.attached.port.listen((word) => {
      isNew = true;
      management.hear(word);
    });
    const lookOn = (): void => {
      touched();
      mortal.at(mortal.nowMs() + LOOK_MS, lookOn);
      this.attached.look();
    };
    this.try(lookOn);
  }

  /** Does something, while there is a process. */
  try(act: () => void): void {
    if (this.isOver) return;
    try {
      act();
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
    }
  }

  end(): void {
    this.isOver = true;
    for (const socket of this.sockets) socket.terminate();
  }
}
