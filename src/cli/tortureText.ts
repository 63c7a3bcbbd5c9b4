import type { Fault, RedNight } from "../torture/index.ts";

/** One fault in words, as it stands in the list of its night. @param iso an instant as people read it */
export function faultText(fault: Fault, iso: (atMs: number) => string): string {
  const { fromMs, durationMs, kind, ...rest } = fault;
  const details = Object.entries(rest).map(([name, value]) => `${name} ${shown(value)}`);
  return [`${iso(fromMs)} ${kind}`, `${seconds(durationMs)}`, ...details].join(", ");
}

/** What people read of a red night. @param command what runs it again, up to the faults to be kept */
export function redNightText(
  { seed, outcome, faults, fewest }: RedNight,
  iso: (atMs: number) => string,
  command: string,
): string {
  const violation = outcome.violation!;
  const kept = fewest.map((fault) => faults.indexOf(fault) + 1);
  const list = fewest.map((fault) => `  ${faultText(fault, iso)}\n`).join("");
  return (
    `night ${seed}: ${violation.rule}, at ${iso(violation.atMs)}\n  ${violation.found}\n` +
    `  ${kept.length} of its ${faults.length} faults do:\n${list}` +
    `  again: ${command} --seed ${seed}${kept.length > 0 ? ` --only ${kept.join(",")}` : ""}\n`
  );
}

function shown(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.length > 4 ? `${value.length} of them` : value.join("+");
}

function seconds(durationMs: number): string {
  return `for ${(durationMs / 1000).toLocaleString("en")} s`;
}

/** What people read at the end. */
export function tortureText(
  {
    nights,
    red,
    restarts,
    commands,
    reactionSec,
    hash,
  }: {
    readonly nights: number;
    readonly red: readonly RedNight[];
    readonly restarts: number;
    readonly commands: number;
    readonly reactionSec: number;
    readonly hash: string;
  },
  nightsPerSecond: number,
): string {
  const found = red.length === 0 ? "every rule held" : `${red.length} broke a rule`;
  return (
    `${nights} nights: ${found} (reaction ${reactionSec} s)\n` +
    `${grouped(commands)} commands, ${grouped(restarts)} restarts, ${nightsPerSecond.toFixed(1)} nights/s, hash ${hash}\n`
  );
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}
