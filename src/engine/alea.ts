/** 2^32, and one part of so many. */
const WORD = 0x100000000;
const WORD_PART = 2.3283064365386963e-10;

/**
 * Uniform numbers after J. Baagøe, "Alea" (2010): a multiply-with-carry generator, seeded by a text.
 * Bit by bit those of `alea` in the package seedrandom, against which it is tested. Chance takes a
 * stream for almost every number that it draws, so that what a stream takes to be made counts.
 */
export class Alea {
  #s0: number;
  #s1: number;
  #s2: number;
  #carry = 1;

  constructor(seed: string) {
    const mash = new Mash();
    const [s0, s1, s2] = [mash.part(" "), mash.part(" "), mash.part(" ")];
    this.#s0 = wrapped(s0 - mash.part(seed));
    this.#s1 = wrapped(s1 - mash.part(seed));
    this.#s2 = wrapped(s2 - mash.part(seed));
  }

  /** The next one, in [0, 1). */
  next(): number {
    const sum = 2091639 * this.#s0 + this.#carry * WORD_PART;
    this.#carry = Math.trunc(sum);
    this.#s0 = this.#s1;
    this.#s1 = this.#s2;
    this.#s2 = sum - this.#carry;
    return this.#s2;
  }
}

/** Baagøe's hash: every text moves what the next one gives. */
class Mash {
  #n = 0xefc8249d;

  /** In [0, 1). */
  part(text: string): number {
    let n = this.#n;
    for (let i = 0; i < text.length; i++) {
      n += text.charCodeAt(i);
      const product = 0.02519603282416938 * n;
      n = Math.floor(product);
      const square = (product - n) * n;
      n = Math.floor(square);
      n += (square - n) * WORD;
    }
    this.#n = n;
    return (n >>> 0) * WORD_PART;
  }
}

/** A difference of two numbers in [0, 1), in [0, 1). */
function wrapped(difference: number): number {
  return difference < 0 ? difference + 1 : difference;
}
