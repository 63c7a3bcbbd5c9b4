import { readFileSync } from "node:fs";
import type { PlannedCabinet, PlannedSession, PlanningProblem } from "../../src/messages/index.ts";
import { sharedPath } from "./sharedData.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SLOT_MS = 15 * MINUTE_MS;
/** The midnight between two noons; the files tell no date. */
const MIDNIGHT_MS = Date.UTC(2026, 2, 4);
const PLUG_IN_MS = 8 * MINUTE_MS;
const UNPLUG_MS = 5 * MINUTE_MS;
const RATED_KW = 150;
/** At soc 1; from soc 0.8 on power falls straight to it. */
const LAST_KW = 45;
const BEND_SOC = 0.8;
const EFFICIENCY = 0.95;

const kwhPerKm: Readonly<Record<string, number>> = { S12: 1.3, A18: 1.9, C14: 1.5 };
const usableKwhOf: Readonly<Record<string, number>> = { S12: 336, A18: 480, C14: 384 };

/** Days of depots, as their stays tell them. */
export const realDayFiles = [
  "berlin_altfriedrichsfelde_weekday",
  "nyc_MQ_saturday",
  "nyc_MQ_sunday",
  "nyc_MQ_weekday",
  "nyc_OH_saturday",
  "nyc_OH_sunday",
  "nyc_OH_weekday",
] as const;

/** What is made of a day. */
export interface RealDayOptions {
  /** Only so many of its stays, evenly picked in the order of arrival. */
  readonly stays?: number;
  /** The least that flows [kW, outlet side]. */
  readonly minKw?: number;
  /** Two outlets share a cabinet: five modules of 30 kW, or one outlet at a time. */
  readonly cabinets?: "modules" | "sequential";
}

/**
 * A real day as a planning problem: from noon to noon, in quarter-hours. Buses taper and are to
 * leave full. Stays that reach over noon keep the longer part. What a stay is too short for at
 * constant power in quarter-hours is cut: alone, every bus can be ready.
 */
export function realDay(
  file: (typeof realDayFiles)[number],
  { stays: most = Infinity, minKw = 0, cabinets: sharing }: RealDayOptions = {},
): PlanningProblem {
  const all = sessionsOf(file, minKw);
  const few = Math.min(most, all.length);
  const sessions = Array.from({ length: few }, (_, i) => all[Math.floor((i * all.length) / few)]!);
  const shared = sharing === undefined ? { sessions, cabinets: [] } : inCabinets(sessions, sharing);
  return {
    schemaVersion: 1,
    fromMs: MIDNIGHT_MS - DAY_MS / 2,
    toMs: MIDNIGHT_MS + DAY_MS / 2,
    slotMs: SLOT_MS,
    paidPeakKw: 0,
    peakEurPerKw: null,
    eurPerKwh: null,
    nodes: [{ id: "site", parent: -1, limitKw: [[0, null]], baseLoadKw: [[0, 0]] }],
    ...shared,
  };
}

function sessionsOf(file: string, minKw: number): PlannedSession[] {
  const [header = [], ...lines] = readFileSync(
    sharedPath(`timetables/derived_stays/${file}_stays.csv`),
    "utf8",
  )
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return lines
    .flatMap((line, i): PlannedSession[] => {
      const cell = (name: string): string => line[header.indexOf(name)]!;
      const type = cell("vehicle_class");
      const usableKwh = usableKwhOf[type]!;
      const window = betweenNoons(
        timeMs(cell("arrive_depot")) + PLUG_IN_MS,
        timeMs(cell("depart_depot")) - UNPLUG_MS,
      );
      const needKwh = Math.min(Number(cell("km_prev_block")) * kwhPerKm[type]!, usableKwh);
      const storedKwh = usableKwh - needKwh;
      const curve = curveOf(usableKwh);
      const slots = Math.round((window.toMs - window.fromMs) / SLOT_MS);
      const goalKwh = Math.min(usableKwh, reached(curve, storedKwh, slots));
      if (slots <= 0 || goalKwh - storedKwh < 1) return [];
      return [
        {
          id: `${cell("vehicle_id")}/${i}`,
          node: 0,
          cabinet: null,
          ...window,
          usableKwh,
          storedKwh,
          leastKwh: goalKwh,
          desiredKwh: goalKwh,
          curve,
          minKw,
          loss: { fixedKw: 0, perKw: 1 / EFFICIENCY, perKw2: 0 },
          fixedLoadKw: [[0, 0]],
          reservedKw: 0,
          priority: 0,
        },
      ];
    })
    .toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

function curveOf(usableKwh: number): PlannedSession["curve"] {
  return [
    [0, RATED_KW],
    [BEND_SOC * usableKwh, RATED_KW],
    [usableKwh, LAST_KW],
  ];
}

/** The longest part of a repeated stay that lies between the two noons, in whole quarter-hours. */
function betweenNoons(fromMs: number, toMs: number): { fromMs: number; toMs: number } {
  const parts = [-DAY_MS, 0, DAY_MS].map((turnMs) => ({
    fromMs: Math.max(Math.ceil((fromMs + turnMs) / SLOT_MS) * SLOT_MS, -DAY_MS / 2),
    toMs: Math.min(Math.floor((toMs + turnMs) / SLOT_MS) * SLOT_MS, DAY_MS / 2),
  }));
  const lasts = (part: { fromMs: number; toMs: number }): number => part.toMs - part.fromMs;
  const longest = parts.toSorted((a, b) => lasts(b) - lasts(a))[0]!;
  return { fromMs: MIDNIGHT_MS + longest.fromMs, toMs: MIDNIGHT_MS + longest.toMs };
}

/** What the highest constant power of each slot brings, to the last thousandth [kWh]. */
function reached(curve: PlannedSession["curve"], storedKwh: number, slots: number): number {
  const hours = SLOT_MS / HOUR_MS;
  const [, [bendKwh, ratedKw], [fullKwh, lastKw]] = curve as [
    readonly [number, number],
    readonly [number, number],
    readonly [number, number],
  ];
  const perKwh = (ratedKw - lastKw) / (fullKwh - bendKwh);
  let kwh = storedKwh;
  for (let slot = 0; slot < slots; slot++) {
    const endsOnLineKw = (ratedKw - perKwh * (kwh - bendKwh)) / (1 + perKwh * hours);
    kwh += Math.max(0, Math.min(ratedKw, endsOnLineKw)) * hours;
  }
  return storedKwh + 0.999 * (kwh - storedKwh);
}

/** Each stay, in order of arrival, takes the first outlet that is free for it; a new cabinet if none is. */
function inCabinets(
  sessions: readonly PlannedSession[],
  sharing: "modules" | "sequential",
): { sessions: PlannedSession[]; cabinets: PlannedCabinet[] } {
  const freeFromMs: number[] = [];
  const placed = sessions.map((session) => {
    const free = freeFromMs.findIndex((atMs) => atMs <= session.fromMs);
    const outlet = free < 0 ? freeFromMs.length : free;
    freeFromMs[outlet] = session.toMs;
    return { ...session, cabinet: Math.floor(outlet / 2) };
  });
  return {
    sessions: placed,
    cabinets: Array.from({ length: Math.ceil(freeFromMs.length / 2) }, (_, c) => ({
      id: `C${c + 1}`,
      node: 0,
      ratedKw: RATED_KW,
      moduleKw: sharing === "modules" ? 30 : null,
      outletsAtOnce: sharing === "sequential" ? 1 : null,
    })),
  };
}

/** HH:MM of the service day; with a sign, of the day before. */
function timeMs(text: string): number {
  const [hours = "0", minutes = "0"] = text.replace("-", "").split(":");
  const sizeMs = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS;
  return text.startsWith("-") ? -sizeMs : sizeMs;
}
