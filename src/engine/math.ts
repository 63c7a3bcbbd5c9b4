/**
 * Elementary functions that give the same bits on every machine.
 *
 * `Math.exp` and its kin are implementation-defined and have changed between
 * versions of V8; these use only IEEE 754 addition, multiplication, division
 * and exact scaling by powers of two. Error below 2 units in the last place
 * (checked against 200-bit references in the tests).
 *
 * Method: argument reduction by a two-part ln 2 after W. J. Cody and W. Waite,
 * "Software Manual for the Elementary Functions" (1980), then a Taylor series
 * long enough for the reduced interval.
 */

/** ln 2 rounded to 33 bits, so that k · LN2_HIGH is exact for |k| < 2^20, and the rest. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;
const SQRT_HALF = Math.SQRT1_2;

/** Beyond these e^x is Infinity or 0 in double precision. */
const EXP_OVERFLOW = 709.782712893384;
const EXP_UNDERFLOW = -745.1332191019412;

/** 1/n! for n = 2 … 14: enough for |r| ≤ ln 2 / 2 (next term below 2^-60). */
const INVERSE_FACTORIALS = (() => {
  const values: number[] = [];
  for (let n = 2, factorial = 1; n <= 14; n++) values.push(1 / (factorial *= n));
  return Float64Array.from(values);
})();

/** 2/n for n = 3, 5 … 23: enough for |s| ≤ 0.1716 (next term below 2^-59). */
const ARTANH_TERMS = Float64Array.from({ length: 11 }, (_, i) => 2 / (2 * i + 3));

/** 2^-1022 … 2^1023, each exact. */
const POWERS_OF_TWO = (() => {
  const powers = new Float64Array(2046);
  for (let k = 1022, value = 1; k < 2046; k++, value *= 2) powers[k] = value;
  for (let k = 1021, value = 0.5; k >= 0; k--, value /= 2) powers[k] = value;
  return powers;
})();

const bits = new DataView(new ArrayBuffer(8));

/** value · 2^k without intermediate overflow. */
function scale(value: number, k: number): number {
  if (k > 1023) return value * powerOfTwo(1023) * powerOfTwo(k - 1023);
  if (k < -1022) return value * powerOfTwo(k + 1022) * powerOfTwo(-1022);
  return value * powerOfTwo(k);
}

function powerOfTwo(k: number): number {
  return POWERS_OF_TWO[k + 1022]!;
}

/** e^r − 1 for |r| ≤ 0.35. */
function expm1Reduced(r: number): number {
  let sum = 0;
  for (let n = INVERSE_FACTORIALS.length - 1; n >= 0; n--) {
    sum = (sum + INVERSE_FACTORIALS[n]!) * r;
  }
  return r + r * sum;
}

/** e^x. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < EXP_UNDERFLOW) return 0;
  const k = Math.round(x * INVERSE_LN2);
  return scale(1 + expm1Reduced(x - k * LN2_HIGH - k * LN2_LOW), k);
}

/** e^x − 1, accurate near 0. */
export function expm1(x: number): number {
  if (x > -0.35 && x < 0.35) return expm1Reduced(x);
  if (Number.isNaN(x)) return x;
  if (x < -40) return -1;
  if (x > EXP_OVERFLOW) return Infinity;
  const k = Math.round(x * INVERSE_LN2);
  const reduced = expm1Reduced(x - k * LN2_HIGH - k * LN2_LOW);
  if (k > 56) return scale(1 + reduced, k);
  return scale(reduced, k) + (powerOfTwo(k) - 1);
}

/** Natural logarithm; NaN below 0, −Infinity at 0. */
export function log(x: number): number {
  return logPlus(x, 0);
}

/** ln(1 + x), accurate near 0; NaN below −1, −Infinity at −1. */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1) return x;
  if (!(u > 0) || u === Infinity) return log(u);
  // What rounding lost when 1 was added, relative to u.
  const lost = x >= 1 ? 1 - (u - x) : x - (u - 1);
  return logPlus(u, lost / u);
}

/** ln x + correction, the correction tiny beside the result's parts. */
function logPlus(x: number, correction: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  let k = 0;
  if (x < powerOfTwo(-1022)) {
    x *= powerOfTwo(54);
    k = -54;
  }
  bits.setFloat64(0, x, true);
  const exponent = (bits.getUint32(4, true) >>> 20) - 1023;
  k += exponent;
  let m = exponent > 1022 ? (x / 2) * powerOfTwo(1 - exponent) : x * powerOfTwo(-exponent);
  if (m * SQRT_HALF > 1) {
    m /= 2;
    k += 1;
  }
  // ln m = 2 artanh(s) with s = f / (2 + f): s + s³/3 + …, and 2s = f − s·f.
  const f = m - 1;
  const s = f / (2 + f);
  const s2 = s * s;
  let series = 0;
  for (let i = ARTANH_TERMS.length - 1; i >= 0; i--) {
    series = (series + ARTANH_TERMS[i]!) * s2;
  }
  return k * LN2_HIGH + (f - (s * (f - series) - (k * LN2_LOW + correction)));
}

/** Cosine terms (−1)^n / (2n)! for n = 1 … 11: enough for |x| ≤ π/2 (next term below 2^-64). */
const COSINE_TERMS = (() => {
  const values: number[] = [];
  for (let n = 1, term = 1; n <= 11; n++) values.push((term /= -((2 * n - 1) * 2 * n)));
  return Float64Array.from(values);
})();

/** Cosine of |x| ≤ π/2, to 1e-15. */
export function cos(x: number): number {
  const x2 = x * x;
  let sum = 0;
  for (let i = COSINE_TERMS.length - 1; i >= 0; i--) sum = (sum + COSINE_TERMS[i]!) * x2;
  return 1 + sum;
}
