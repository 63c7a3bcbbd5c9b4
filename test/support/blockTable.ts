import { readFileSync } from "node:fs";
import { sharedPath } from "./sharedData.ts";

/** A block of a table in peer-bench; its local times taken as UTC. */
export interface TableBlock {
  readonly departAtMs: number;
  readonly arriveAtMs: number;
  readonly energyKwh: number;
}

/** Blocks of every bus in the order of departure, buses in the order of the file. */
export function blockTable(name: string): Map<string, readonly TableBlock[]> {
  const [header = [], ...lines] = readFileSync(sharedPath(name), "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const cell = (line: readonly string[], column: string): string => line[header.indexOf(column)]!;
  const atMs = (text: string): number => Date.parse(`${text.replace(" ", "T")}Z`);
  const byBus = new Map<string, TableBlock[]>();
  for (const line of lines) {
    const bus = cell(line, "vehicle_id");
    const blocks = byBus.get(bus) ?? [];
    byBus.set(bus, blocks);
    blocks.push({
      departAtMs: atMs(cell(line, "departure_time")),
      arriveAtMs: atMs(cell(line, "arrival_time")),
      energyKwh: Number(cell(line, "energy_kwh")),
    });
  }
  for (const blocks of byBus.values()) blocks.sort((a, b) => a.departAtMs - b.departAtMs);
  return byBus;
}
