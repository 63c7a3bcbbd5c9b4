/** A straight line over stored energy: atZeroKw + perKwh · stored. */
export interface Line {
  readonly atZeroKw: number;
  readonly perKwh: number;
}

type Knots = readonly (readonly [storedKwh: number, outletKw: number])[];

/**
 * The lines of the smallest concave curve that is nowhere below this one. Of a concave curve
 * they are its own pieces: it is where power is below them all.
 */
export function concaveHull(curve: Knots): Line[] {
  const corners: (readonly [number, number])[] = [];
  for (const knot of curve) {
    while (corners.length > 1 && !isAbove(corners.at(-2)!, corners.at(-1)!, knot)) corners.pop();
    corners.push(knot);
  }
  return corners.slice(1).map((to, k): Line => {
    const perKwh = slope(corners[k]!, to);
    return { perKwh, atZeroKw: to[1] - perKwh * to[0] };
  });
}

function isAbove(a: Knots[number], b: Knots[number], c: Knots[number]): boolean {
  return slope(a, b) > slope(b, c);
}

function slope(a: Knots[number], b: Knots[number]): number {
  return (b[1] - a[1]) / (b[0] - a[0]);
}
