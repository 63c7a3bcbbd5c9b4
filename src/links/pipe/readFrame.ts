import { z } from "zod";
import type { Frame } from "./frame.ts";

const ms = z.int().min(0);
const number = z.number();
const soc = z.number().min(0).max(1);
const text = z.string().max(1000);
const when = { atMs: ms, knownAtMs: ms };
const atPoint = { ...when, pointId: text };
const inSession = { ...atPoint, sessionId: text };

const observation = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("requestChanged"),
    ...when,
    requestId: text,
    vehicleId: text,
    expectedArrivalAtMs: ms.nullable(),
    expectedSoc: soc.nullable(),
    departureAtMs: ms.nullable(),
    minTargetSoc: soc,
    maxTargetSoc: soc,
    priority: number,
  }),
  z.object({ kind: z.literal("requestWithdrawn"), ...when, requestId: text }),
  z.object({ kind: z.literal("vehicleArrived"), ...when, vehicleId: text }),
  z.object({
    kind: z.literal("connected"),
    ...inSession,
    vehicleId: text.nullable(),
    soc: soc.nullable(),
  }),
  z.object({ kind: z.literal("disconnected"), ...inSession }),
  z.object({
    kind: z.literal("charging"),
    ...inSession,
    state: z.enum(["flowing", "paused", "complete"]),
    powerKw: number.min(0),
    energyKwh: number,
    soc: soc.nullable(),
  }),
  z.object({
    kind: z.literal("stationStatus"),
    ...atPoint,
    status: z.enum(["available", "outOfService", "faulted"]),
  }),
  z.object({
    kind: z.literal("siteMeasured"),
    ...when,
    nodeId: text,
    baseLoadKw: number,
    quality: z.enum(["good", "estimated", "bad"]),
  }),
  z.object({
    kind: z.literal("limitChanged"),
    ...when,
    nodeId: text,
    contractKw: number.nullable(),
    maxKw: number.nullable(),
  }),
  z.object({ kind: z.literal("priceChanged"), ...when, fromMs: ms, eurPerKwh: number }),
  z.object({
    kind: z.literal("preconditioningNeed"),
    ...when,
    requestId: text,
    vehicleId: text,
    startAtMs: ms,
    finishAtMs: ms,
    powerKw: number,
  }),
  z.object({ kind: z.literal("linkUp"), ...atPoint }),
  z.object({ kind: z.literal("linkDown"), ...atPoint }),
  z.object({
    kind: z.literal("commandResult"),
    ...atPoint,
    commandId: ms,
    status: z.enum(["accepted", "rejected", "timedOut", "superseded"]),
  }),
]);

const ofSession = { commandId: z.int().min(1), atMs: ms, pointId: text, sessionId: text };

const command = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("setLimit"),
    ...ofSession,
    limitKw: number.min(0),
    untilMs: ms,
  }),
  z.object({ kind: z.literal("start"), ...ofSession }),
  z.object({ kind: z.literal("stop"), ...ofSession }),
  z.object({
    kind: z.literal("precondition"),
    ...ofSession,
    startAtMs: ms,
    finishAtMs: ms,
    powerKw: number.min(0),
  }),
]);

/** Whatever is in a frame: each is looked at for itself. */
const parts = z.array(z.unknown());
const told = { number: z.int().min(1), atMs: ms, observations: parts };

const frame = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("depotHello"),
    version: z.int(),
    scenario: text,
    pacing: z.enum(["lockStep", "paced"]),
    nowMs: ms,
    speed: z.number().positive().nullable(),
    lastNumber: z.int().min(0),
  }),
  z.object({
    kind: z.literal("controlHello"),
    version: z.int(),
    scenario: text,
    keptUpTo: z.int().min(0),
  }),
  z.object({ kind: z.literal("refused"), reason: text }),
  z.object({ kind: z.literal("instant"), ...told }),
  z.object({ kind: z.literal("fullReport"), ...told }),
  z.object({ kind: z.literal("over") }),
  z.object({ kind: z.literal("kept"), upTo: z.int().min(0) }),
  z.object({ kind: z.literal("again"), after: z.int().min(0) }),
  z.object({
    kind: z.literal("asked"),
    answers: z.int().min(1).nullable(),
    commands: parts,
    wakeAtMs: ms.nullable(),
  }),
]);

/** How much of a line that cannot be used is shown. */
const SHOWN_CHARACTERS = 80;

/**
 * What a line says; null: nobody knows. An observation or command that is not as it should be costs
 * itself, and nothing else of its frame. Never throws.
 * @param warn told in words what is left out
 */
export function readFrame(line: string, warn: (text: string) => void): Frame | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    warn(`a line is no JSON: ${shown(line)}`);
    return null;
  }
  const read = frame.safeParse(value);
  if (!read.success) {
    warn(`a line is no frame: ${flawIn(read.error)}: ${shown(line)}`);
    return null;
  }
  const { data } = read;
  const sound = (schema: z.ZodType, all: readonly unknown[]): unknown[] =>
    all.flatMap((part) => {
      const one = schema.safeParse(part);
      if (one.success) return [one.data];
      const bad = schema.safeParse(badReading(part));
      if (bad.success) {
        warn(
          `one of ${data.kind} is no reading: ${flawIn(one.error)}: ${shown(JSON.stringify(part))}`,
        );
        return [bad.data];
      }
      warn(`one of ${data.kind} is left out: ${flawIn(one.error)}: ${shown(JSON.stringify(part))}`);
      return [];
    });
  if ("observations" in data) {
    return { ...data, observations: sound(observation, data.observations) } as Frame;
  }
  if ("commands" in data) return { ...data, commands: sound(command, data.commands) } as Frame;
  return data;
}

/** That a meter says what nobody can read is what there is to know of it. */
function badReading(part: unknown): unknown {
  const measured = z.looseObject({ kind: z.literal("siteMeasured") }).safeParse(part);
  return measured.success ? { ...measured.data, baseLoadKw: 0, quality: "bad" } : null;
}

function flawIn({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join(".") ?? ""}: ${issue?.message}`;
}

function shown(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
