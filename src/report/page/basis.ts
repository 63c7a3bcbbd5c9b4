import { timeLabel } from "../timeLabel.ts";
import type { Told } from "../told.ts";
import { type Html, html } from "./html.ts";
import { definitions } from "./definitions.ts";

/** What a report rests on, and how to make it again. */
export function basis({ record, words }: Told): Html {
  const { summary, depot, manifest } = record;
  const { strategy, target } = summary;
  const says = words.strategySays[strategy] ?? depot.strategySays;
  const targetSays = words.targetSays[target.split(",")[0]!];
  const period = `${timeLabel(summary.from, words)} ${words.to} ${timeLabel(summary.to, words)}, ${summary.from.slice(0, 4)}`;
  const rows: readonly (readonly [string, Html])[] = [
    [words.scenario, html`${summary.name}`],
    [words.period, html`${period}`],
    [words.zone, html`${depot.timezone}`],
    [words.strategy, html`${strategy}: ${says}`],
    [words.target, html`${target}${targetSays === undefined ? "" : `: ${targetSays}`}`],
    [words.seed, html`${summary.seed}`],
    [words.version, html`${manifest.version} (Node ${manifest.node})`],
    [words.digest, html`<code>${summary.digest}</code><br />${words.sameDigest}`],
    [words.command, html`<code>${manifest.command}</code>`],
  ];
  return definitions(rows);
}
