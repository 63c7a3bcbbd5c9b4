import type { Quantity } from "../../scenario/index.ts";
import type { Limiting, Marginal, SizeResult } from "./sizeReport.ts";
import type { TriedSize } from "./triedSize.ts";
import { wilson } from "./wilson.ts";

/** What is known of one strategy when its search is over. */
interface Searched {
  readonly strategy: string;
  readonly quantity: Quantity;
  readonly step: number;
  readonly share: number;
  /** null: none is enough, or people stopped it. */
  readonly found: number | null;
  readonly top: number;
  /** Where the search was. */
  readonly state: readonly [low: number, high: number];
  /** From small to large. */
  readonly tried: readonly TriedSize[];
}

export function sizeResult(searched: Searched): SizeResult {
  const { strategy, quantity, share, found, top, tried, state } = searched;
  const at = (size: number): TriedSize | undefined => tried.find((one) => one.size === size);
  const answer = found === null ? undefined : at(found);
  const last = at(top);
  const isHopeless = last !== undefined && last.reaches(share) === false;
  const smallest = tried.find((one) => one.reaches(share))?.size ?? Infinity;
  return {
    strategy,
    quantity: quantity.name,
    value: found,
    between: found === null && !isHopeless ? state : null,
    shareServed: answer === undefined ? null : answer.served / answer.nights,
    nights: answer?.nights ?? 0,
    served: answer?.served ?? 0,
    interval:
      answer === undefined || answer.nights < 2 ? null : wilson(answer.served, answer.nights),
    unavoidablyShort: answer?.sum("departures.unavoidablyShort") ?? 0,
    unavoidablyLate: answer?.sum("departures.unavoidablyLate") ?? 0,
    peak15Kw: answer?.max("site.peak15Kw") ?? null,
    pointsAtOnce: answer?.max("size.pointsAtOnce") ?? null,
    cabinetsAtOnce: answer?.max("size.cabinetsAtOnce") ?? null,
    marginal: marginalOf(searched),
    limitedBy: found === null ? [] : (at(found - 1)?.limiting() ?? []),
    notMonotone: tried
      .filter((one) => one.size > smallest && one.reaches(share) === false)
      .map(({ size }) => size),
    curve: tried.filter((one) => one.reaches(share) !== null).map((one) => one.point(share)),
    notReachable: isHopeless ? last.limiting().map((why) => whyNot(why, top, quantity)) : [],
  };
}

function marginalOf({ found, step, tried }: Searched): Marginal | null {
  const at = (size: number): TriedSize | undefined => tried.find((one) => one.size === size);
  const size = found ?? 0;
  const [answer, next, last] = [at(size), at(size + step), at(size - step)];
  if (answer === undefined || next === undefined) return null;
  return {
    step,
    nextNights: next.served - answer.served,
    nextKwh: energy(answer.lackingKwh - next.lackingKwh),
    // Where nothing is left there is nothing to serve with.
    lastNights: answer.served - (last?.served ?? 0),
    lastKwh: energy((last ?? answer).lackingKwh - answer.lackingKwh),
  };
}

function energy(kwh: number): number {
  return Math.round(kwh * 1e6) / 1e6;
}

/** Why not even the largest size serves a night. */
function whyNot(why: Limiting, top: number, { name, unit }: Quantity): string {
  const { refused, vehicles, night, seed, breaches } = why;
  const at = `${name}=${top}${unit === "" ? "" : ` ${unit}`}`;
  if (refused !== null) return `seed ${seed}: ${at} is refused: ${refused}`;
  const even = `seed ${seed}, even with ${at}`;
  if (vehicles.length === 0 && breaches > 0) {
    return `${even}: charging breaks another limit of the grid, ${breaches} times`;
  }
  if (vehicles.length === 0) return `${even}: base load breaks a limit, or buses have not left`;
  const when = night === null ? "" : ` in the night of ${night}`;
  return `${even}: ${vehicles.join(", ")} not served${when}; ${causeOf(why)}`;
}

function causeOf({ node, cabinet, from, to, queue }: Limiting): string {
  const full = node ?? (cabinet === null ? null : `cabinet ${cabinet}`);
  if (full !== null && from !== null && to !== null) {
    return `${full} has nothing left from ${from.slice(11, 16)} to ${to.slice(11, 16)}`;
  }
  if (queue !== null) return "there are too few points";
  return "no limit of the grid is used up: the strategy or the stations stand in the way";
}
