import type { Calendar, RunResult, Summary } from "../kpi/index.ts";
import { grouped } from "./grouped.ts";
import { kw, kwh } from "./kw.ts";
import { limitsText } from "./limitsText.ts";
import { peakTable } from "./peakTable.ts";
import { COLUMNS, row } from "./row.ts";
import { incidentText } from "./incidentText.ts";
import { siteLine } from "./siteLine.ts";
import { verdict } from "./verdict.ts";
import { verdictLines } from "./verdictLines.ts";
import { wrapped } from "./wrapped.ts";

/** Incidents told before the rest is counted. */
const TOLD_INCIDENTS = 10;
/** Deficits named before the rest is counted. */
const NAMED = 3;

/** What a summary alone does not say. */
interface Told {
  readonly calendar: Calendar;
  /** The strategy in a sentence. */
  readonly strategySays: string;
  /** How links are not direct; null: they are. */
  readonly links: string | null;
  /** Why buses were short, a sentence each. */
  readonly reasons: readonly string[];
}

/** What `run` tells people: the verdict first, then what it rests on; at most 80 columns. */
export function terminalSummary(summary: Summary, run: RunResult, told: Told): string {
  const { site, bounds, limits, strategy, target, assertions } = summary;
  const lines = [
    ...wrapped(verdict(summary, run), COLUMNS),
    "",
    ...(assertions.length > 0 ? [...verdictLines(assertions), ""] : []),
    ...told.reasons.flatMap((reason) => row("why", reason)),
    ...incidentRows(summary),
    ...siteLine(run, told.calendar),
    ...row("peak", peakText(summary)),
    ...(bounds.plugAndChargePeak15Kw === null || strategy === "immediate"
      ? []
      : row("", plugAndChargeText(bounds.plugAndChargePeak15Kw, bounds.peakCut))),
    ...(bounds.exactMinPeakKw === null ? [] : row("", foresight(bounds))),
    ...peakTable(summary),
    ...row("highest", `${kw(site.maxKw)} for an instant`),
    ...loadRow(site),
    ...row("energy", energyText(summary.energy)),
    ...shortfallRows(summary),
    ...pointRows(summary),
    ...row("limits", limitsText(limits, run)),
    ...row("strategy", `${strategy}: ${told.strategySays}`),
    ...(told.links === null ? [] : row("links", told.links)),
    ...row("target", targetInWords(target)),
    ...row("period", periodText(summary, run)),
  ];
  return `${lines.join("\n")}\n`;
}

function incidentRows({ incidents }: Summary): string[] {
  const rest = incidents.length - TOLD_INCIDENTS;
  return [
    ...incidents
      .slice(0, TOLD_INCIDENTS)
      .flatMap((incident) => row("incident", incidentText(incident))),
    ...(rest > 0 ? row("", `and ${rest} more`) : []),
  ];
}

function plugAndChargeText(peakKw: number, cut: number | null): string {
  const text = `plug and charge would draw ${kw(peakKw)}`;
  return cut === null || cut < 0.005 ? text : `${text}; this is ${percent(cut)} less`;
}

/** The smallest peaks, for people. */
function foresight({ exactMinPeakKw, carriedMinPeakKw, kind }: Summary["bounds"]): string {
  const least = kind === "exact" ? "" : "at least ";
  const carried =
    carriedMinPeakKw === null ? "" : `, ${kw(carriedMinPeakKw)} with energy kept from stay to stay`;
  return `with perfect foresight ${least}${kw(exactMinPeakKw ?? 0)} would do${carried}`;
}

function peakText({ site }: Summary): string {
  if (site.peak15At === null) return "none";
  const [date, time = ""] = site.peak15At.split("T");
  return (
    `${kw(site.peak15Kw)} in the quarter-hour from ${time.slice(0, 5)} on ${date}` +
    (site.peak15ServiceDay === date ? "" : `, service day ${site.peak15ServiceDay}`)
  );
}

function loadRow({ loadFactor, utilisationHours, coincidence, peakPerBusKw }: Summary["site"]) {
  if (loadFactor === null) return [];
  const year = utilisationHours === null ? "" : ` (${grouped(utilisationHours, 0)} h a year)`;
  const parts = [
    `on average ${percent(loadFactor)} of the peak${year}`,
    peakPerBusKw === null ? "" : `peak ${kw(peakPerBusKw)} per bus`,
    coincidence === null ? "" : `${percent(coincidence)} of all chargers together`,
  ].filter((part) => part !== "");
  return row("load", parts.join(", "));
}

function energyText(energy: Summary["energy"]): string {
  const { gridKwh, batteryKwh, preconditioningKwh, lossKwh, baseLoadKwh } = energy;
  return (
    `${kwh(gridKwh)} from the grid: ${kwh(batteryKwh)} into batteries, ` +
    (preconditioningKwh > 0 ? `${kwh(preconditioningKwh)} into cabins, ` : "") +
    `${kwh(lossKwh)} lost in charging` +
    (baseLoadKwh > 0 ? `, ${kwh(baseLoadKwh)} base load` : "")
  );
}

function shortfallRows({ energy, deficits: { blocks, worst } }: Summary): string[] {
  const named = worst.slice(0, NAMED).map(({ vehicleId, block, deficitKwh }) => {
    const on = block === null ? "" : ` on block ${block}`;
    return `${vehicleId}${on} (${kwh(deficitKwh)})`;
  });
  const rest = blocks - named.length;
  const who =
    named.length === 0 ? "" : `: ${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  return [
    ...(energy.unmetKwh >= 0.05 ? row("unmet", `${kwh(energy.unmetKwh)} short at departure`) : []),
    ...(energy.deficitKwh >= 0.05
      ? row(
          "deficit",
          `${kwh(energy.deficitKwh)} used on the road beyond what batteries held${who}`,
        )
      : []),
  ];
}

function pointRows({ points, queue }: Summary): string[] {
  const { count, occupiedShare, chargingShare, utilisation } = points;
  const use =
    occupiedShare === null || chargingShare === null || utilisation === null
      ? ""
      : `, with a bus ${percent(occupiedShare)} and charging ${percent(chargingShare)} of the time, ` +
        `at ${percent(utilisation)} of rating`;
  const waits = [
    queue.waited === 0 || queue.longestMin === null
      ? ""
      : `${queue.waited} ${queue.waited === 1 ? "bus" : "buses"} waited for one, up to ${grouped(queue.longestMin, 0)} min`,
    queue.neverPluggedIn === 0 ? "" : `${queue.neverPluggedIn} left without having had one`,
  ].filter((part) => part !== "");
  return [
    ...(count === 0 ? [] : row("points", `${count}${use}`)),
    ...(waits.length === 0 ? [] : row("", waits.join(", "))),
  ];
}

function periodText({ from, to, seed }: Summary, { window, untilMs }: RunResult): string {
  const period =
    untilMs < window.fromMs
      ? `stopped before ${from.slice(0, 16)}, when it begins`
      : `${from.slice(0, 16)} to ${to.slice(0, 16)}`;
  return `${period}, seed ${seed}`;
}

function percent(share: number): string {
  return `${grouped(share * 100, 0)} %`;
}

function targetInWords(target: string): string {
  if (target === "full") return "full: leave with a full battery";
  return `${target}: what the ${target.startsWith("next") ? "next block uses" : "last block used"}`;
}
