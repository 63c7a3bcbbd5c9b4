import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { cos, exp, expm1, log, log1p } from "../../src/engine/math.ts";

/** Fixed-point numbers with this many binary digits after the point. */
const BITS = 300n;
const ONE = 1n << BITS;

describe("elementary functions", () => {
  it("stay within 2 units in the last place of a 300-bit reference", () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expectClose(exp(x), bigExp(x));
        if (Math.abs(x) > 1e-300) expectClose(expm1(x), bigExp(x) - ONE);
      }),
      { numRuns: 400 },
    );
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (x) => {
        if (Math.abs(x) < 1e-60) return;
        expectClose(expm1(x), bigExp(x) - ONE);
        if (x > -1) expectClose(log1p(x), bigLog(fixed(x) + ONE));
      }),
      { numRuns: 400 },
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-50, max: 1e50, noNaN: true }), (x) => {
        expectClose(log(x), bigLog(fixed(x)));
        expectClose(log1p(x), bigLog(fixed(x) + ONE));
      }),
      { numRuns: 400 },
    );
  });

  it("have a cosine as good as it needs to be for places on earth", () => {
    fc.assert(
      fc.property(fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true }), (x) => {
        expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(1e-15);
      }),
      { numRuns: 1000 },
    );
    expect(cos(0)).toBe(1);
  });

  it("know their special values", () => {
    expect(exp(0)).toBe(1);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(710)).toBe(Infinity);
    expect(exp(-746)).toBe(0);
    expect(exp(NaN)).toBeNaN();
    expect(expm1(0)).toBe(0);
    expect(expm1(-Infinity)).toBe(-1);
    expect(expm1(Infinity)).toBe(Infinity);
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(-Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(Infinity)).toBe(Infinity);
    expect(log1p(0)).toBe(0);
    expect(log1p(-1)).toBe(-Infinity);
    expect(log1p(-2)).toBeNaN();
    expect(log1p(Infinity)).toBe(Infinity);
    expect(log(Number.MIN_VALUE)).toBeCloseTo(-744.4400719213812, 10);
    expect(log(Number.MAX_VALUE)).toBeCloseTo(709.782712893384, 10);
    expect(exp(-745)).toBe(Number.MIN_VALUE);
  });
});

function expectClose(actual: number, reference: bigint): void {
  const difference = fixed(actual) - reference;
  const size = difference < 0n ? -difference : difference;
  // One unit in the last place of a double is at most 2^-52 of the value.
  const magnitude = reference < 0n ? -reference : reference;
  const units = Number((size << 60n) / (magnitude === 0n ? 1n : magnitude)) / 2 ** 8;
  expect(units, `${actual}`).toBeLessThan(2);
}

/** A double as a fixed-point number, exactly where its bits reach. */
function fixed(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const raw = view.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const mantissa = (raw & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n);
  const shift = BITS + BigInt(Math.max(exponent, 1) - 1075);
  const size = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return raw >> 63n === 1n ? -size : size;
}

/** e^x by halving the argument until the series is short, then squaring, in extra bits. */
function bigExp(x: number): bigint {
  const extra = 1200n;
  const one = ONE << extra;
  const r = (fixed(x) << extra) >> 20n;
  let sum = one;
  let term = one;
  for (let n = 1n; term !== 0n; n++) {
    term = (term * r) / one / n;
    sum += term;
  }
  for (let i = 0; i < 20; i++) sum = (sum * sum) / one;
  return sum >> extra;
}

/** ln y: halve or double into [2/3, 4/3], then 2 artanh. */
function bigLog(y: bigint): bigint {
  let k = 0n;
  while (3n * y > 4n * ONE) {
    y >>= 1n;
    k++;
  }
  while (3n * y < 2n * ONE) {
    y <<= 1n;
    k--;
  }
  return artanhTwice(y) + k * artanhTwice(2n * ONE);
}

function artanhTwice(y: bigint): bigint {
  const s = ((y - ONE) << BITS) / (y + ONE);
  const s2 = (s * s) >> BITS;
  let sum = 0n;
  let power = s;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power = (power * s2) / ONE;
  }
  return 2n * sum;
}
