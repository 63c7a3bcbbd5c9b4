import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImportFormat } from "../../src/importers/index.ts";
import { InputProblem, loadScenario } from "../../src/scenario/index.ts";
import { feedFolder, feedZip } from "../support/gtfsFeed.ts";
import { imports, type Imports } from "../support/importing.ts";
import { type MemoryFile, memoryFiles } from "../support/memoryFiles.ts";

const text = new TextEncoder();
const blocks = text.encode(
  "vehicle_class,depart_depot,return_depot,distance_km\nS12,05:10,18:40,201.5\nA18,06:10,25:40,221.5\n",
);
const stays = text.encode(
  "vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block\nB1,S12,18:00,25:10,100\nB2,solo,18:30,29:00,120\n",
);
const spiceEv = text.encode(
  "departure_time,arrival_time,vehicle_type,delta_soc,vehicle_id,distance,connect_cs\n" +
    "2026-03-02 04:12:00,2026-03-02 17:35:00,bus12,0.6,b1,187.4,0\n2026-03-02 18:28:00,2026-03-02 19:02:00,bus12,0.7,b1,20,1\n",
);
const simba = text.encode(
  "rotation_id,departure_name,departure_time,arrival_time,arrival_name,distance,vehicle_type\n" +
    "1,East,2026-03-02 08:00:00,2026-03-02 09:31:00,Mill,20000,AB\n1,Mill,2026-03-02 09:31:00,2026-03-02 10:31:00,East,20000,AB\n",
);
const folder = Object.fromEntries(
  Object.entries(feedFolder()).map(([path, table]) => [path, text.encode(table)]),
);

/** Sound inputs of every format, by their files. */
const sound: readonly (readonly [ImportFormat, Readonly<Record<string, Uint8Array>>])[] = [
  ["blocks", { "file.csv": blocks }],
  ["stays", { "file.csv": stays }],
  ["spice-ev", { "file.csv": spiceEv }],
  ["simba", { "file.csv": simba }],
  ["gtfs", folder],
  ["gtfs", feedZip()],
];

/** What the table itself says, and no importer can know better: a bus cannot be in two places. */
const ofTheTable = /is still away|while it is still here|is of type/;

/** Loads a table with a scenario that knows its vehicle types. */
async function reload({ csv, report }: Imports): Promise<void> {
  const vehicle = { usableKwh: 300, grossKwh: 400, consumptionKwhPerKm: 1, maxChargeKw: 100 };
  const aliases = report.vehicleTypes.map(({ name }) => name);
  const scenario = {
    timetable: { file: "table.csv", ...(report.period === null ? { date: "2026-03-03" } : {}) },
    vehicleTypes: { any: { ...vehicle, aliases } },
    stations: [{ id: "P", count: "asNeeded", ratedKw: 100 }],
  };
  const files = memoryFiles({ "depot.yaml": JSON.stringify(scenario), "table.csv": csv });
  const problem = await loadScenario(files, "depot.yaml", { settings: [], seed: null }).then(
    () => "",
    (error: unknown) => (error instanceof InputProblem ? error.message : String(error)),
  );
  if (!ofTheTable.test(problem)) expect(problem).toBe("");
}

/** Imports, and holds whatever is said against what people can use. */
async function check(
  format: ImportFormat,
  files: Readonly<Record<string, MemoryFile>>,
): Promise<void> {
  const content = files["file.csv"] ?? files;
  const problem = await imports(format, content, {
    from: format === "gtfs" ? "2026-03-02" : null,
  }).then(
    (imported) => reload(imported).then(() => null),
    (error: unknown) => error,
  );
  if (problem === null) return;
  if (!(problem instanceof InputProblem)) throw problem;
  for (const { place, message } of problem.flaws) {
    expect(place.file).toMatch(/^(file\.csv|feed(\/\w+\.txt|\.zip.*)?)$/);
    expect(message.replaceAll(/"[^"]*(?:"|…)/g, "")).not.toMatch(
      /undefined|object Object|Invalid|Error:|\n {4}at /,
    );
  }
}

describe("input of any kind", () => {
  it.each(sound)("is fine to begin with: %s", async (format, files) => {
    const { rows } = await imports(format, files["file.csv"] ?? files);
    expect(rows.length).toBeGreaterThan(0);
  });

  it("is imported or refused in words, whatever bytes a file is cut to or broken with", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sound),
        fc.nat(),
        fc.nat(),
        fc.uint8Array({ maxLength: 4 }),
        fc.boolean(),
        async ([format, files], which, at, bytes, isCut) => {
          const names = Object.keys(files);
          const name = names[which % names.length]!;
          const broken = [...files[name]!];
          broken.splice(at % broken.length, isCut ? Infinity : bytes.length, ...bytes);
          await check(format, { ...files, [name]: Uint8Array.from(broken) });
        },
      ),
      { numRuns: 600 },
    );
  });

  it("is imported or refused in words, whatever stands in a cell", async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        "",
        " ",
        "-1",
        "NaN",
        "1e999",
        "25:10",
        "-00:41",
        "999:59",
        '"',
        "2026-03-03 18:00",
        "31.12.2199 23:59",
        "20260229",
        "__proto__",
        "S",
        "0",
      ),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sound.slice(0, 5)),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        cell,
        async ([format, files], which, row, column, word) => {
          const names = Object.keys(files);
          const name = names[which % names.length]!;
          const rows = new TextDecoder()
            .decode(files[name])
            .split("\n")
            .map((line) => line.split(","));
          const cells = rows[row % rows.length]!;
          cells[column % cells.length] = word;
          await check(format, { ...files, [name]: rows.map((each) => each.join(",")).join("\n") });
        },
      ),
      { numRuns: 600 },
    );
  });

  it("is refused where it is something else altogether", async () => {
    const picture = readFileSync(new URL("../../reports/quickstart.svg", import.meta.url));
    const random = Uint8Array.from({ length: 4000 }, (_, i) => (i * i * 31 + (i >> 3)) & 0xff);
    for (const [format, files] of sound) {
      for (const name of Object.keys(files)) {
        for (const bytes of [picture, random, new Uint8Array()]) {
          await check(format, { ...files, [name]: new Uint8Array(bytes) });
        }
      }
    }
  });
});
