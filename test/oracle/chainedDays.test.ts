import path from "node:path";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Zone } from "../../src/operations/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { root } from "../house/sources.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";

const MINUTE_MS = 60_000;
const NYC = "timetables/nyc_stif/nyc_2021-01_blocks.csv";
const BERLIN = "timetables/berlin_eflips/berlin_2025-06-17_blocks.csv";
/** Of eight equal days, the one on which stays were taken: buses have settled by then. */
const EIGHTH = "2026-03-08";

const zone = new Zone("Europe/Berlin");

/** What is told of a stay in these files. */
const COLUMNS = [
  "vehicle_id",
  "prev_block_id",
  "next_block_id",
  "arrive_depot",
  "depart_depot",
] as const;

describe.skipIf(!hasSharedData)("blocks chained first in, first out", () => {
  it.each([
    ["OH", "WKD_SCHOOL_OPEN", "nyc_OH_weekday_stays.csv"],
    ["OH", "SATURDAY", "nyc_OH_saturday_stays.csv"],
    ["OH", "SUNDAY", "nyc_OH_sunday_stays.csv"],
    ["MQ", "WKD_SCHOOL_OPEN", "nyc_MQ_weekday_stays.csv"],
    ["MQ", "SATURDAY", "nyc_MQ_saturday_stays.csv"],
    ["MQ", "SUNDAY", "nyc_MQ_sunday_stays.csv"],
  ])("%s %s: the same buses have the same stays on the eighth day", async (depot, code, file) => {
    const stays = await staysOfTheEighth(shared(NYC), depot, code);
    expect(stays.toSorted()).toEqual(expectedStays(file).toSorted());
  });

  describe("Alt Friedrichsfelde, where many blocks depart in the same minute", () => {
    const depot = "Alt Friedrichsfelde";
    const code = "WKD_2025-06-17";
    const file = "berlin_altfriedrichsfelde_weekday_stays.csv";

    it("has as many stays, though other buses meet other blocks", async () => {
      const stays = await staysOfTheEighth(shared(BERLIN), depot, code);
      expect(stays.length).toBe(expectedStays(file).length);
      const withoutBus = (lines: readonly string[]) => lines.map((line) => line.split(",", 1)[0]);
      expect(new Set(withoutBus(stays)).size).toBe(new Set(withoutBus(expectedStays(file))).size);
      // Of blocks that depart together the first in the file is first here; the derived file took
      // them by their ids, as text. In New York's table both orders are the same.
      expect(stays.toSorted()).not.toEqual(expectedStays(file).toSorted());
    });

    it("has the same stays once the table is in the order of block ids as text", async () => {
      const [header = "", ...lines] = shared(BERLIN).trim().split("\n");
      const byId = lines.toSorted((a, b) => (a.split(",")[0]! < b.split(",")[0]! ? -1 : 1));
      const stays = await staysOfTheEighth([header, ...byId].join("\n"), depot, code);
      expect(stays.toSorted()).toEqual(expectedStays(file).toSorted());
    });
  });
});

async function staysOfTheEighth(table: string, depot: string, code: string): Promise<string[]> {
  const scenarioText = readFileSync(path.join(root, "scenarios/blocks-week.yaml"), "utf8");
  const files = memoryFiles({ "week.yaml": scenarioText, "blocks.csv": table });
  const { scenario } = await loadScenario(files, "week.yaml", {
    settings: [
      "timetable.file=blocks.csv",
      `timetable.depot=${depot}`,
      `timetable.calendar=${code}`,
      "timetable.from=2026-03-01",
      `timetable.to=${EIGHTH}`,
      "timetable.leadInDays=0",
    ],
    seed: null,
  });
  const departs = new Map(
    rowsOf(table)
      .filter((row) => row["depot"] === depot && row["service_day"] === code)
      .map((row) => [row["block_id"]!, row["depart_depot"]!]),
  );
  return scenario.plans.flatMap(({ vehicleId, stays }) =>
    stays
      .filter(({ blockAfter, departAtMs }) => departs.get(blockAfter!) === told(departAtMs!))
      .map(({ blockBefore, blockAfter, arriveAtMs, departAtMs }) =>
        [vehicleId, blockBefore, blockAfter, told(arriveAtMs!), told(departAtMs!)].join(),
      ),
  );
}

function expectedStays(file: string): string[] {
  return rowsOf(shared(`timetables/derived_stays/${file}`)).map((row) =>
    COLUMNS.map((column) => row[column]).join(),
  );
}

/** As the files write it: minutes of the eighth day, of the evening before with a sign. */
function told(atMs: number): string {
  const minutes = (atMs - zone.ofServiceTime(EIGHTH, 0)) / MINUTE_MS;
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const size = [hours, rest].map((part) => String(part).padStart(2, "0")).join(":");
  return minutes < 0 ? `-${size}` : size;
}

function shared(name: string): string {
  return readFileSync(sharedPath(name), "utf8");
}

function rowsOf(text: string): Record<string, string>[] {
  const [header = "", ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, i) => [names[i] ?? "", cell])),
  );
}
