import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diskFiles, diskStore } from "../../src/host/index.ts";
import type { Summary } from "../../src/kpi/index.ts";
import type { Files } from "../../src/scenario/index.ts";
import { root } from "../house/sources.ts";
import { type MemoryFile, memoryFiles } from "../support/memoryFiles.ts";
import { busbar, diskError, MemoryStore } from "../support/memorySurroundings.ts";
import { staysCsv } from "../support/soundDepot.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const blocksCsv = (...rows: readonly string[]): string =>
  ["block_id,service_day,depot,vehicle_class,depart_depot,return_depot,distance_km", ...rows].join(
    "\n",
  );

const twoDepots = blocksCsv(
  "1,SAT,North,standard_12m,05:00,13:00,120",
  "2,SAT,South,coach_14m,05:30,12:00,90",
  "3,WKD,North,articulated_18m,04:30,14:00,140",
  "4,SUN,North,trolley 3000,06:00,13:30,80",
);

/** What init leaves, and a disk on which its scenario can be run. */
async function initiated(
  args: readonly string[],
  inputs: Readonly<Record<string, MemoryFile>> = {},
  answers: readonly (string | null)[] | null = null,
) {
  const left = [...(answers ?? [])];
  const asked: string[] = [];
  const ask = async (question: string): Promise<string | null> => {
    asked.push(question);
    return left.shift() ?? null;
  };
  const outcome = await busbar(["init", ...args], {
    files: memoryFiles(inputs),
    ask: answers === null ? null : ask,
  });
  const files = memoryFiles({ ...inputs, ...Object.fromEntries(outcome.store.files) });
  return { ...outcome, asked, files, text: outcome.store.text(args[0] ?? "depot.yaml") ?? "" };
}

async function summaryOf(scenario: string, files: Files): Promise<Summary> {
  const { exitCode, stdout, stderr } = await busbar(["run", scenario, "--json"], { files });
  expect(stderr).not.toContain("warning");
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as Summary;
}

describe("busbar init", () => {
  it("writes a scenario that runs at once, and a timetable where there is none", async () => {
    const { exitCode, stdout, stderr, store, text, files } = await initiated([]);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: "wrote stays.csv\nwrote depot.yaml\nnext: busbar run depot.yaml\n",
    });
    expect([...store.files.keys()]).toEqual(["stays.csv", "depot.yaml"]);
    expect(text).toMatch(/^# yaml-language-server: \$schema=.*dist\/scenario\.schema\.json\n/);
    const summary = await summaryOf("depot.yaml", files);
    expect(summary.departures).toMatchObject({ total: 12, short: 0 });
  });

  it("takes a timetable that lies beside it", async () => {
    const inputs = { "a/stays.csv": staysCsv };
    const store = new MemoryStore();
    await store.write("a/stays.csv", staysCsv);
    const { stderr } = await busbar(["init", "a/b.yaml"], { files: memoryFiles(inputs), store });
    expect(stderr).toBe("wrote a/b.yaml\nnext: busbar run a/b.yaml\n");
    expect(store.text("a/stays.csv")).toBe(staysCsv);
    expect(store.text("a/b.yaml")).toContain("  file: stays.csv\n");
  });

  it("finds types of bus by their names, and says so of those it does not know", async () => {
    const from = ["--from", "in/blocks.csv", "--depot", "North"];
    const { text, files } = await initiated(["out/north.yaml", ...from], {
      "in/blocks.csv": twoDepots,
    });
    expect(text).toContain("  file: ../in/blocks.csv\n  depot: North\n");
    expect(text).toMatch(/ {2}S12: # 12 m\n(.*\n){4} {4}aliases: \[standard_12m\]\n/);
    expect(text).toMatch(/ {2}A18: .*\n {4}grossKwh: 600\n {4}usableKwh: 480\n.*1\.9 /);
    expect(text).toMatch(/ {2}trolley-3000: # its name says nothing: taken for .* 12 m\n.*420\n/);
    expect(text).not.toContain("C14");
    expect((await summaryOf("out/north.yaml", files)).name).toBe("north");
  });

  it.each([
    [
      ["SAT", "WKD", "SUN"],
      ["WKD", "SAT", "SUN"],
    ],
    [
      ["Mo-Fr", "Sa", "So"],
      ["Mo-Fr", "Sa", "So"],
    ],
    [
      ["Samstag", "Sonntag", "Werktag"],
      ["Werktag", "Samstag", "Sonntag"],
    ],
    [
      ["A", "SUNDAY"],
      ["A", "A # no name says so", "SUNDAY"],
    ],
    [
      ["SATURDAY", "SUNDAY"],
      ["none", "SATURDAY", "SUNDAY"],
    ],
  ])("runs a week of the service days %j", async (codes, [weekdays, saturday, sunday]) => {
    const csv = blocksCsv(...codes.map((code, i) => `${i},${code},,S12,05:00,13:00,100`));
    const { text, stderr, files } = await initiated(["n.yaml", "--from", "w.csv"], {
      "w.csv": csv,
    });
    expect(stderr).not.toContain("warning");
    expect(text).toContain(
      `    weekdays: ${weekdays}\n    saturday: ${saturday}\n    sunday: ${sunday}\n`,
    );
    const { from, to, departures } = await summaryOf("n.yaml", files);
    expect([from.slice(0, 10), to.slice(0, 10)]).toEqual(["2026-03-02", "2026-03-09"]);
    expect(departures.total).toBe(weekdays === "none" ? 2 : 7);
  });

  it("takes the fullest of several kinds of weekday, and names those that it leaves out", async () => {
    const codes = ["SUN", "WKD_HOLIDAYS", "WKD", "WKD", "EXTRA"];
    const csv = blocksCsv(...codes.map((code, i) => `${i},${code},,S12,0${i}:00,13:00,100`));
    const { text, stderr } = await initiated(["n.yaml", "--from", "w.csv"], { "w.csv": csv });
    expect(text).toContain("    weekdays: WKD\n");
    expect(text).toContain("    # not in this week: WKD_HOLIDAYS, EXTRA\n");
    expect(stderr).toContain("warning: rows of w.csv run on no day, as timetable.calendar has it");
  });

  it("runs one of several service days of stays, for a night's stay is of two", async () => {
    const csv =
      "vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block,service_day\n" +
      "a,S12,18:00,25:10,100,SUN\nb,S12,18:30,29:00,120,WKD\nc,S12,19:00,29:30,90,WKD\n";
    const { text, files } = await initiated(["s.yaml", "--from", "s.csv"], { "s.csv": csv });
    expect(text).toContain("  serviceDay: WKD\n  # others: SUN\n  date: 2026-03-03 ");
    expect((await summaryOf("s.yaml", files)).departures.total).toBe(2);
  });

  it("leaves dates to a timetable that has them", async () => {
    const dated = blocksCsv(
      "1,,,S12,2026-05-04 05:00,2026-05-04 13:00,120",
      "2,,,S12,2026-05-06 05:00,2026-05-06 13:00,90",
    );
    const { text, files } = await initiated(["d.yaml", "--from", "d.csv"], { "d.csv": dated });
    expect(text).toContain("# It has the dates 2026-05-04 to 2026-05-06;");
    expect(text).not.toMatch(/^ {2}(date|repeat|depot|serviceDay):/m);
    expect((await summaryOf("d.yaml", files)).from).toMatch(/^2026-05-04/);
  });

  it("takes the day that a service day's code names", async () => {
    const csv = blocksCsv("1,WKD_2025-06-17,,S12,05:00,13:00,120");
    const { text } = await initiated(["d.yaml", "--from", "d.csv"], { "d.csv": csv });
    expect(text).toContain("  date: 2025-06-17 ");
  });

  it("runs whatever names a timetable has", async () => {
    const name = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }),
      fc.string({ unit: fc.constantFrom("S12", "12", "a", " ", ",", "#", ":", "'", '"', "\n") }),
    );
    const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    const rows = fc.array(fc.record({ type: name, depot: name, code: name }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const named = given.map((row) => ({ ...row, type: row.type.trim(), depot: "D" }));
        fc.pre(named.every(({ type }) => type !== "" && !type.includes("\0")));
        fc.pre(named.every(({ code }) => !code.includes("\0")));
        const csv = blocksCsv(
          ...named.map(
            ({ type, depot, code }, i) =>
              `b${i},${quoted(code)},${depot},${quoted(type)},05:00,13:00,${90 + i}`,
          ),
        );
        const { exitCode, stderr, files } = await initiated(["x.yaml", "--from", "x.csv"], {
          "x.csv": csv,
        });
        expect(stderr).toMatch(/(^|\n)wrote x\.yaml\nnext: busbar run x\.yaml\n$/);
        expect(exitCode).toBe(0);
        expect((await busbar(["validate", "x.yaml"], { files })).exitCode).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe("people who are asked", () => {
  it("say what is otherwise taken for granted", async () => {
    const answers = ["north", "blocks.csv", "North", "America/New_York", "900", "peakShaving"];
    const { exitCode, asked, text } = await initiated([], { "blocks.csv": twoDepots }, answers);
    expect(exitCode).toBe(0);
    expect(asked).toEqual([
      "Name of the scenario [depot] ",
      "Timetable, stays or blocks as CSV (without one, an example: stays.csv) [stays.csv] ",
      "Depot, one of North (3 rows), South (1 row) [North] ",
      "Timezone [Europe/Berlin] ",
      "Contract at the connection in kW [none] ",
      "Strategy [leastLaxityFirst] ",
    ]);
    expect(text).toContain("name: north\ntimezone: America/New_York\n");
    expect(text).toContain("grid:\n  contractKw: 900 ");
    expect(text).toMatch(/ {2}strategy: peakShaving\n$/);
  });

  it("get what they would most likely say, for an empty answer", async () => {
    const { text } = await initiated([], {}, ["", "", " ", "", ""]);
    expect(text).toBe((await initiated([])).text);
  });

  it("are asked again until it can be used", async () => {
    const answers = ["a b/c", "a", "no.csv", "", "Mars", "", "-5", "0", "", "best", ""];
    const { exitCode, stderr, asked } = await initiated([], {}, answers);
    expect(exitCode).toBe(0);
    expect(asked.length).toBe(answers.length);
    expect(stderr).toContain('found "a b/c", expected letters and digits, like c\n');
    expect(stderr).toContain("no.csv there is no such file\n");
    expect(stderr).toContain('found "Mars", expected an IANA time zone, like Europe/Berlin\n');
    expect(stderr).toContain('found "-5", expected a number of kW above 0, or none\n');
    expect(stderr).toContain('found "best", expected one of immediate, ');
  });

  it.each([0, 1, 2, 3, 4])("leave nothing when they go after %i answers", async (count) => {
    const answers = [...Array.from({ length: count }, () => ""), null];
    const { exitCode, stderr, store } = await initiated([], {}, answers);
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: "\nnothing was written\n" });
    expect(store.files.size).toBe(0);
  });

  it("are not asked with --yes", async () => {
    const { exitCode, asked } = await initiated(["--yes"], {}, []);
    expect({ exitCode, asked }).toEqual({ exitCode: 0, asked: [] });
  });
});

describe("what init refuses, leaving nothing", () => {
  it.each([
    ["an empty timetable", "", "x.csv the file is empty (it needs a header line and at least"],
    ["a header alone", blocksCsv(), "x.csv:2 the file has a header and no rows"],
    ["no timetable", "a,b\n1,2\n", "x.csv:1 found the columns a, b; for stays there is no"],
    ["no type of bus", blocksCsv("1,,,,05:00,13:00,9"), "x.csv:2:5 vehicle_class: this is empty"],
    ["a broken time", blocksCsv("1,,,S12,5 pm,13:00,9"), 'x.csv:2:9 depart_depot: found "5 pm"'],
    ["a broken row", blocksCsv("1,,,S12,05:00,13:00,far"), 'x.csv:2:21 distance_km: found "far"'],
  ])("%s", async (_, csv, message) => {
    const { exitCode, stderr, store } = await initiated(["a.yaml", "--from", "x.csv"], {
      "x.csv": csv,
    });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("a.yaml");
    expect(exitCode).toBe(3);
    expect(store.files.size).toBe(0);
  });

  it("a timetable that is not there", async () => {
    const { exitCode, stderr } = await initiated(["a.yaml", "--from", "x.csv"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: "x.csv there is no such file\n" });
  });

  it.each([
    [
      [],
      "x.csv has rows of several depots: North (3 rows), South (1 row); choose one with --depot",
    ],
    [["--depot", "Noth"], "found the depot Noth, expected one of North (3 rows), South (1 row)"],
  ])("to choose a depot: %j", async (args, message) => {
    const all = ["a.yaml", "--from", "x.csv", ...args];
    const { exitCode, stderr, store } = await initiated(all, { "x.csv": twoDepots });
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
    expect(store.files.size).toBe(0);
  });

  it("to write over a file, unless it is told to", async () => {
    const store = new MemoryStore();
    await store.write("depot.yaml", "mine");
    const refused = await busbar(["init"], { store });
    expect(refused.stderr).toMatch(
      /^FILE: depot\.yaml is there already; take another name, or --force\n/,
    );
    expect(refused.exitCode).toBe(2);
    expect(Object.fromEntries(store.files)).toEqual({ "depot.yaml": "mine" });
    expect((await busbar(["init", "--force"], { store })).exitCode).toBe(0);
    expect(store.text("depot.yaml")).toMatch(/^# yaml-language-server/);
  });

  it("a folder in place of a file", async () => {
    const store = new MemoryStore();
    await store.write("depots/a.csv", "");
    const { exitCode, stderr } = await busbar(["init", "depots", "--force"], { store });
    expect(stderr).toMatch(/^FILE: found depots, which is a folder, expected a file\n/);
    expect(exitCode).toBe(2);
  });

  it("a disk that would not", async () => {
    const store = new MemoryStore((file) => {
      throw diskError("EROFS", file);
    });
    const { exitCode, stderr } = await busbar(["init"], { store });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 5,
      stderr: "The disk is read-only: 'depot.yaml'\n",
    });
  });
});

describe("busbar init on a disk", () => {
  const at = temporaryFolder();

  it("makes the folders above its file, and names files as seen from there", async () => {
    const around = { files: diskFiles(at()), store: diskStore(at()) as unknown as MemoryStore };
    const from = path.join(root, "fixtures/small-town-stays.csv");
    const { exitCode } = await busbar(["init", "new/depots/a.yaml", "--from", from], around);
    expect(exitCode).toBe(0);
    const text = readFileSync(at("new/depots/a.yaml"), "utf8");
    const [, schemaFile = ""] = /\$schema=(.*)\n/.exec(text) ?? [];
    expect(path.resolve(at("new/depots"), schemaFile)).toBe(
      path.join(root, "dist/scenario.schema.json"),
    );
    const { stderr } = await busbar(["validate", "new/depots/a.yaml"], around);
    expect(stderr).toMatch(/^a is fine: 111 stays/);
  });
});
