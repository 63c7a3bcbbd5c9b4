import { grouped } from "../grouped.ts";
import { kw, kwh } from "../kw.ts";
import { timeLabel } from "../timeLabel.ts";
import { percent } from "../percent.ts";
import type { Told } from "../told.ts";
import { type Html, html } from "./html.ts";

/** One figure of `summary.json`. */
interface Tile {
  /** Its place there. */
  readonly key: string;
  readonly name: string;
  readonly value: number;
  readonly text: string;
  readonly below?: string;
  readonly isWrong?: boolean;
}

/** The key figures of a run, each with the place it has in `summary.json`. */
export function tiles(told: Told): Html {
  return html`<dl class="tiles">${tilesOf(told).map(tile)}</dl>`;
}

function tile({ key, name, value, text, below, isWrong }: Tile): Html {
  return html`<div class="tile${isWrong === true ? " wrong" : ""}">
    <dt>${name}</dt>
    <dd>
      <data value="${value}" data-key="${key}">${text}</data>
      ${below === undefined ? null : html`<small>${below}</small>`}
    </dd>
  </div>`;
}

function tilesOf({ record: { summary, nodes }, words }: Told): Tile[] {
  const { site, departures, energy, points, limits } = summary;
  const count = (value: number): string => grouped(value, 0, words);
  const power = (key: string, name: string, value: number): Tile => ({
    key,
    name,
    value,
    text: kw(value, words),
  });
  const share = (key: string, name: string, value: number | null): Tile[] =>
    value === null ? [] : [{ key, name, value, text: percent(value, words) }];
  const amount = (key: keyof typeof energy, name: string): Tile => ({
    key: `energy.${key}`,
    name,
    value: energy[key],
    text: kwh(energy[key], words),
  });
  const counted = (key: string, name: string, value: number, isWrong = value > 0): Tile => ({
    key,
    name,
    value,
    text: count(value),
    isWrong,
  });
  const at = site.peak15At;
  const quarterHours = [...nodes.values()].flat();
  const hasContract = quarterHours.some(({ contractKw }) => contractKw < Infinity);
  const hasMax = quarterHours.some(({ maxKw }) => maxKw < Infinity);
  const { batteryKwh, preconditioningKwh, lossKwh } = energy;
  const lossShare = lossKwh / (batteryKwh + preconditioningKwh + lossKwh);
  return [
    {
      ...power("site.peak15Kw", words.peak15, site.peak15Kw),
      ...(at === null ? {} : { below: timeLabel(at, words) }),
    },
    power("site.maxKw", words.highest, site.maxKw),
    counted("departures.total", words.departures, departures.total, false),
    counted("departures.short", words.short, departures.short),
    counted("departures.late", words.late, departures.late),
    ...(departures.notLeft > 0
      ? [counted("departures.notLeft", words.notLeft, departures.notLeft)]
      : []),
    amount("gridKwh", words.gridEnergy),
    amount("batteryKwh", words.batteryEnergy),
    ...(preconditioningKwh > 0 ? [amount("preconditioningKwh", words.cabinEnergy)] : []),
    {
      ...amount("lossKwh", words.loss),
      ...(lossShare > 0 ? { below: words.ofCharging(percent(lossShare, words)) } : {}),
    },
    ...(energy.baseLoadKwh > 0 ? [amount("baseLoadKwh", words.baseLoadEnergy)] : []),
    ...(energy.unmetKwh > 0
      ? [{ ...amount("unmetKwh", words.unmet), isWrong: departures.short > 0 }]
      : []),
    ...(energy.deficitKwh > 0 ? [{ ...amount("deficitKwh", words.deficit), isWrong: true }] : []),
    ...share("site.loadFactor", words.loadFactor, site.loadFactor),
    ...share("points.occupiedShare", words.occupiedShare, points.occupiedShare),
    ...(hasContract
      ? [counted("limits.contractBreaches", words.contractBreaches, limits.contractBreaches)]
      : []),
    ...(hasMax ? [counted("limits.maxBreaches", words.maxBreaches, limits.maxBreaches)] : []),
    ...(limits.breachesByBaseLoad > 0
      ? [counted("limits.breachesByBaseLoad", words.breachesByBaseLoad, limits.breachesByBaseLoad)]
      : []),
  ];
}
