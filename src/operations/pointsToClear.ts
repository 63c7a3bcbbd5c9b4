/**
 * Which buses that are done make room, so that everybody who waits gets a point: none for those
 * to whom a point comes anyway.
 *
 * @param wanted the point of everybody who waits, in the order in which they will be served;
 *   −1: any will do
 * @param coming points that will soon be free
 * @param done points whose bus could go
 * @returns points of the latter
 */
export function pointsToClear(
  wanted: readonly number[],
  coming: readonly number[],
  done: readonly number[],
): number[] {
  const left = { coming: [...coming], done: [...done] };
  return wanted
    .map((want) => (take(left.coming, want) < 0 ? take(left.done, want) : -1))
    .filter((point) => point >= 0);
}

/** Takes a wanted point, or the first, out of a list; −1: it is not there. */
function take(points: number[], want: number): number {
  const i = want < 0 ? 0 : points.indexOf(want);
  return points.splice(i < 0 ? points.length : i, 1)[0] ?? -1;
}
