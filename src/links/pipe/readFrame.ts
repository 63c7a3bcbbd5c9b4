import { z } from "zod";
import type { Command, Observation } from "../../messages/index.ts";
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
]);

const observations = z.array(observation as unknown as z.ZodType<Observation>);
const commands = z.array(command as unknown as z.ZodType<Command>);
const told = { number: z.int().min(1), atMs: ms, observations };

const frame: z.ZodType<Frame> = z.discriminatedUnion("kind", [
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
  z.object({ kind: z.literal("kept"), upTo: z.int().min(0) }),
  z.object({
    kind: z.literal("asked"),
    answers: z.int().min(1).nullable(),
    commands,
    wakeAtMs: ms.nullable(),
  }),
]);

/** How much of a line that cannot be used is shown. */
const SHOWN_CHARACTERS = 80;

/** What a line says, or in words why nobody knows. Never throws. */
export function readFrame(line: string): Frame | { readonly kind: "flaw"; readonly says: string } {
  const shown = line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: "flaw", says: `a line is no JSON: ${shown}` };
  }
  const read = frame.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.join(".") ?? "";
  return { kind: "flaw", says: `a line is no frame: ${where}: ${issue?.message}: ${shown}` };
}
