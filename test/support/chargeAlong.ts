/** A stretch of charging: power begins with `startKw` and changes as exp(perH · t). Outlet side. */
export interface ChargePiece {
  /** Hours from the beginning. */
  readonly fromH: number;
  readonly toH: number;
  readonly startKw: number;
  readonly perH: number;
  readonly startKwh: number;
}

type Knots = readonly (readonly [storedKwh: number, outletKw: number])[];

/** Energies and powers this near are the same. */
const NEAR = 1e-9;

/**
 * Follows a bus under limits in closed form: it takes the lesser of limit and curve, until it is
 * full or its curve has fallen below the least power for good.
 *
 * @param limits one after the other [outlet side], each until so many hours after the beginning
 */
export function chargeAlong(
  curve: Knots,
  storedKwh: number,
  limits: readonly { readonly untilH: number; readonly limitKw: number }[],
  minKw = 0,
): ChargePiece[] {
  const knots = endingAtLeast(curve, minKw);
  const pieces: ChargePiece[] = [];
  let [atH, atKwh] = [0, storedKwh];
  for (const { untilH: endH, limitKw } of limits) {
    while (atH < endH) {
      const stretch = stretchAt(knots, atKwh, limitKw);
      const toH = Math.min(endH, atH + stretch.hours);
      const piece = { fromH: atH, toH, startKwh: atKwh, startKw: stretch.kw, perH: stretch.perH };
      if (toH > atH) pieces.push(piece);
      atKwh = toH < endH ? stretch.endKwh : Math.min(kwhAt(piece, toH), stretch.endKwh);
      atH = toH;
    }
  }
  return pieces;
}

/** Power at an instant within a piece [kW]. */
export function kwAt({ fromH, startKw, perH }: ChargePiece, atH: number): number {
  return startKw * Math.exp(perH * (atH - fromH));
}

/** Stored energy at an instant within a piece [kWh]. */
export function kwhAt({ fromH, startKw, perH, startKwh }: ChargePiece, atH: number): number {
  const hours = atH - fromH;
  return startKwh + startKw * (perH === 0 ? hours : Math.expm1(perH * hours) / perH);
}

/** What comes next: power, its growth, and for how long unless the limit changes before. */
function stretchAt(
  knots: Knots,
  atKwh: number,
  limitKw: number,
): { kw: number; perH: number; hours: number; endKwh: number } {
  const next = knots.findIndex(([kwh]) => kwh > atKwh + NEAR);
  if (next < 1 || limitKw <= NEAR) return { kw: 0, perH: 0, hours: Infinity, endKwh: atKwh };
  const [[fromKwh, fromKw], [toKwh, toKw]] = [knots[next - 1]!, knots[next]!];
  const slope = (toKw - fromKw) / (toKwh - fromKwh);
  const curveKw = fromKw + slope * (atKwh - fromKwh);
  const isHeld = slope < 0 ? limitKw < curveKw - NEAR : limitKw <= curveKw + NEAR;
  // A falling curve comes down to the limit that holds; a rising one comes up to it.
  const meets = isHeld ? slope < 0 : slope > 0;
  const endKwh = meets ? Math.min(toKwh, atKwh + (limitKw - curveKw) / slope) : toKwh;
  const kw = isHeld ? limitKw : curveKw;
  const perH = isHeld ? 0 : slope;
  const missingKwh = endKwh - atKwh;
  const hours = perH === 0 ? missingKwh / kw : Math.log1p((perH * missingKwh) / kw) / perH;
  return { kw, perH, endKwh, hours: Number.isNaN(hours) ? Infinity : hours };
}

/** The curve up to where it falls below a power for good. */
function endingAtLeast(curve: Knots, minKw: number): Knots {
  const last = curve.findLastIndex(([, kw]) => kw >= minKw);
  if (last === curve.length - 1) return curve;
  if (last < 0) return [];
  const [[fromKwh, fromKw], [toKwh, toKw]] = [curve[last]!, curve[last + 1]!];
  const endKwh = fromKwh + ((minKw - fromKw) * (toKwh - fromKwh)) / (toKw - fromKw);
  return endKwh > fromKwh
    ? [...curve.slice(0, last + 1), [endKwh, minKw]]
    : curve.slice(0, last + 1);
}
