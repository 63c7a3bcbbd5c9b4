import { type LineChannel, LineSplitter } from "../../src/links/index.ts";

/** One end of a channel in memory. */
class ChannelEnd implements LineChannel {
  far: ChannelEnd | null = null;
  #hear: (line: string) => void = () => {};
  readonly #tells: (() => void)[] = [];
  readonly #wire: Wire;
  readonly #splitter = new LineSplitter(
    (line) => this.#hear(line),
    () => {},
  );

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  send(line: string): void {
    if (this.far !== null) this.#wire.carry(this.far, `${line}\n`);
  }

  onLine(hear: (line: string) => void): void {
    this.#hear = hear;
  }

  onClose(tell: () => void): void {
    this.#tells.push(tell);
  }

  close(): void {
    const { far } = this;
    if (far === null) return;
    this.far = null;
    for (const tell of this.#tells) tell();
    far.close();
  }

  take(piece: string): void {
    if (this.far !== null) this.#splitter.push(piece);
  }
}

/** What is under way between processes that are none: lines arrive when it is pumped. */
export class Wire {
  /** Lines that have gone over it, all channels taken together. */
  lines = 0;
  readonly #cuts: Set<number>;
  readonly #underWay: { to: ChannelEnd; piece: string }[] = [];

  readonly #isInstant: boolean;
  #isPumping = false;

  /**
   * @param cuts as so many lines have arrived, half of the next does, and the channel is closed
   * @param isInstant whether lines arrive by themselves, at once
   */
  constructor(cuts: readonly number[] = [], isInstant = false) {
    this.#cuts = new Set(cuts);
    this.#isInstant = isInstant;
  }

  open(): readonly [LineChannel, LineChannel] {
    const [one, other] = [new ChannelEnd(this), new ChannelEnd(this)];
    one.far = other;
    other.far = one;
    return [one, other];
  }

  carry(to: ChannelEnd, piece: string): void {
    this.#underWay.push({ to, piece });
    if (this.#isInstant && !this.#isPumping) this.pump();
  }

  /** Everything under way arrives, and what is said because of it. */
  pump(): void {
    this.#isPumping = true;
    for (let next = this.#underWay.shift(); next !== undefined; next = this.#underWay.shift()) {
      const { to, piece } = next;
      if (to.far === null) continue;
      if (this.#cuts.has(this.lines++)) {
        to.take(piece.slice(0, piece.length >> 1));
        to.close();
      } else {
        to.take(piece);
      }
    }
    this.#isPumping = false;
  }
}
