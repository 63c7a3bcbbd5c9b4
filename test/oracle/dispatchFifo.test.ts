import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dispatchFifo } from "../../src/operations/dispatchFifo.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";

const DAY_MIN = 1440;
/** The day on which the derived stays were taken, from 0. */
const EIGHTH = 7;

const classOf: Readonly<Record<string, string>> = {
  standard_12m: "S12",
  standard_12m_LF: "S12",
  unspecified: "S12",
  articulated_18m: "A18",
  sbs_articulated_18m: "A18",
  coach_14m: "C14",
};

describe.skipIf(!hasSharedData)("first in, first out against independently chained stays", () => {
  it.each([
    ["OH", "WKD_SCHOOL_OPEN", "nyc_OH_weekday_stays.csv"],
    ["OH", "SATURDAY", "nyc_OH_saturday_stays.csv"],
    ["MQ", "SUNDAY", "nyc_MQ_sunday_stays.csv"],
  ])("%s %s: which block follows which, on the eighth of eight equal days", (depot, day, file) => {
    const table = csv("timetables/nyc_stif/nyc_2021-01_blocks.csv").filter(
      (row) => row["depot"] === depot && row["service_day"] === day,
    );
    const blocks = Array.from({ length: EIGHTH + 2 }, (_, n) =>
      table.map((row) => ({
        day: n,
        blockId: row["block_id"]!,
        vehicleType: classOf[row["vehicle_class"]!]!,
        departAtMs: minutes(row["depart_depot"]!) + n * DAY_MIN,
        returnAtMs: minutes(row["return_depot"]!) + n * DAY_MIN,
      })),
    ).flat();
    const buses = dispatchFifo(blocks, 30);
    const last = new Map<string, (typeof blocks)[number]>();
    const pairs: string[] = [];
    const order = blocks
      .map((_, i) => i)
      .toSorted((a, b) => blocks[a]!.departAtMs - blocks[b]!.departAtMs);
    for (const i of order) {
      const block = blocks[i]!;
      const bus = `${block.vehicleType}/${buses[i]}`;
      const before = last.get(bus);
      if (before !== undefined)
        expect(block.departAtMs).toBeGreaterThanOrEqual(before.returnAtMs + 30);
      if (before !== undefined && block.day === EIGHTH) {
        pairs.push(
          `${before.returnAtMs - EIGHTH * DAY_MIN}→${block.departAtMs - EIGHTH * DAY_MIN}`,
        );
      }
      last.set(bus, block);
    }
    const expected = csv(`timetables/derived_stays/${file}`).map(
      (row) => `${minutes(row["arrive_depot"]!)}→${minutes(row["depart_depot"]!)}`,
    );
    expect(pairs.toSorted()).toEqual(expected.toSorted());
  });
});

function csv(name: string): Record<string, string>[] {
  const [header = "", ...lines] = readFileSync(sharedPath(name), "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, i) => [names[i] ?? "", cell])),
  );
}

function minutes(time: string): number {
  const [hours = "0", minute = "0"] = time.replace("-", "").split(":");
  const size = Number(hours) * 60 + Number(minute);
  return time.startsWith("-") ? -size : size;
}
