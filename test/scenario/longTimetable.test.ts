import { describe, expect, it } from "vitest";
import { depotYaml, load, problemWith, spoiled } from "../support/soundDepot.ts";

const HEADER = "vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block,depot\n";
const ROWS_A_PIECE = 2000;
const PIECES = 500;

const eastOnly = spoiled(depotYaml, "file: stays.csv", "file: stays.csv\n  depot: East");

/** A million rows, made as they are asked for; each piece may bring one row of its own. */
function millionRows(rowOf: (piece: number) => string) {
  const text = new TextEncoder();
  const others = text.encode("B9,S12,18:00,25:10,100,West\n".repeat(ROWS_A_PIECE - 1));
  const seen = { pieces: 0, highestBytes: 0 };
  const file = function* () {
    yield text.encode(HEADER);
    for (; seen.pieces < PIECES; seen.pieces++) {
      yield text.encode(rowOf(seen.pieces));
      yield others;
      seen.highestBytes = Math.max(seen.highestBytes, process.memoryUsage().heapUsed);
    }
  };
  return { file, seen };
}

describe("a timetable of a million rows", () => {
  it("keeps only what is asked for", async () => {
    const { file, seen } = millionRows((piece) =>
      piece % 50 === 0 ? `E${piece},S12,18:00,25:10,100,East\n` : "\n",
    );
    const before = process.memoryUsage().heapUsed;
    const { scenario } = await load({ "depot.yaml": eastOnly, "stays.csv": file });
    expect(seen.pieces).toBe(PIECES);
    expect(scenario.plans.length).toBe(3 * (PIECES / 50));
    // All rows together would be some 500 MB.
    expect(seen.highestBytes - before).toBeLessThan(150e6);
  });

  it("is read no further than to the row that cannot be used", async () => {
    const middle = PIECES / 2;
    const { file, seen } = millionRows((piece) =>
      piece === middle ? "E1,S12,18:00,25:10,far,East\n" : "E0,S12,18:00,25:10,100,West\n",
    );
    expect(await problemWith({ "depot.yaml": eastOnly, "stays.csv": file })).toBe(
      `stays.csv:${middle * ROWS_A_PIECE + 2}:20 km_prev_block: found "far", ` +
        "expected a number of km, 0 to 1000000",
    );
    expect(seen.pieces).toBeLessThan(middle + 5);
  });

  it("closes the file when a row cannot be used", async () => {
    let isClosed = false;
    const file = function* () {
      try {
        yield new TextEncoder().encode(`${HEADER}B1,S12,now,25:10,100,East\n`);
        for (;;) yield new TextEncoder().encode("B1,S12,18:00,25:10,100,East\n".repeat(100));
      } finally {
        isClosed = true;
      }
    };
    expect(await problemWith({ "stays.csv": file })).toMatch(
      /^stays\.csv:2:8 arrive_depot: found "now"/,
    );
    expect(isClosed).toBe(true);
  });

  it("closes the file when its header means nothing", async () => {
    let isClosed = false;
    const file = function* () {
      try {
        for (;;) yield new TextEncoder().encode("some,other,table\n".repeat(100));
      } finally {
        isClosed = true;
      }
    };
    expect(await problemWith({ "stays.csv": file })).toMatch(
      /^stays\.csv:1 found the columns some, other, table/,
    );
    expect(isClosed).toBe(true);
  });
});
