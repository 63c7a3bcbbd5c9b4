import { describe, expect, it } from "vitest";
import { depotYaml, load, problemWith, staysCsv } from "../support/soundDepot.ts";

/** What people read of a scenario with these incidents, each on a line of its own from line 23 on. */
function problemOf(...incidents: readonly string[]): Promise<string> {
  return problemWith({ "depot.yaml": depotWith(incidents) });
}

function depotWith(incidents: readonly string[]): string {
  return `${depotYaml}incidents:\n${incidents.map((one) => `  - { ${one} }\n`).join("")}`;
}

const trip = "kind: trip, node: hall, at: '02:00', durationMin: 90";

describe("incidents that cannot be", () => {
  it.each([
    ["kind: tripp, at: '02:00'", 'kind: found "tripp", expected trip'],
    ["node: hall, at: '02:00'", "kind: found nothing, expected trip, or blackout, or"],
    ["kind: trip, at: '02:00', durationMin: 90", "node: this is missing; expected"],
    [trip.replace("hall", "hal"), 'node: there is no grid node "hal" (did you mean hall?)'],
    [trip.replace("hall", "x9"), 'node: there is no grid node "x9" (known: site, hall)'],
    [trip.replace("durationMin: 90", "durationMin: 0"), "durationMin: found 0, expected a number"],
    [trip.replace(", durationMin: 90", ""), "durationMin: this is missing; expected a number"],
    [trip.replace("'02:00'", "noon"), 'at: found "noon", expected a time like 2026-03-04T02:00,'],
    [
      trip.replace("'02:00'", "'99:00'"),
      'at: found "99:00", which is 2026-03-07T03:00, outside the run (it goes from 2026-03-02T18:00 to 2026-03-04T00:00)',
    ],
    [
      trip.replace("'02:00'", "2026-05-01T02:00"),
      'at: found "2026-05-01T02:00", outside the run (it goes from',
    ],
    [trip.replace("at: '02:00', ", ""), "found neither at nor when, expected one of them"],
    [`${trip}, when: { powerAboveKw: 9 }`, "found at and when, expected one of them"],
    [`${trip}, nodes: 1`, 'there is no key "nodes" here (did you mean node?)'],
    [
      "kind: stationOut, at: '02:00', durationMin: 9, stations: [P1, P3]",
      'stations.1: there is no station "P3" (did you mean P1?)',
    ],
    [
      "kind: stationOut, at: '02:00', durationMin: 9, stations: []",
      "stations: found [], expected at least one name",
    ],
    [
      "kind: linkLoss, at: '02:00', durationMin: 9, stations: [P1, P1]",
      'stations: found ["P1","P1"], expected every name once',
    ],
    ["kind: lateBus, delayMin: 9", "found neither vehicle nor block, expected one of them"],
    [
      "kind: lateBus, vehicle: B1, block: 7, delayMin: 9",
      'block: found 7, expected text (write "7" in quotes)',
    ],
    [
      "kind: lateBus, vehicle: B9, delayMin: 9",
      'vehicle: no bus "B9" returns in the run (did you mean B1?)',
    ],
    [
      "kind: lateBus, vehicle: B1, at: '23:00', delayMin: 9",
      "at: B1 does not return from then on (name a time before its last return)",
    ],
    [
      "kind: lateBus, block: b1, delayMin: 9",
      'block: no block "b1" returns in the run (there is none)',
    ],
    [
      "kind: blackout, when: { vehicle: B7, socBelow: 0.2 }, durationMin: 9",
      'when.vehicle: there is no bus "B7" (did you mean B1?)',
    ],
    [
      "kind: blackout, when: { socBelow: 0.2 }, durationMin: 9",
      "when.vehicle: this is missing; expected text",
    ],
    [
      "kind: blackout, when: { after: trip1 }, durationMin: 9",
      'when.after: there is no incident "trip1" further up in the list (there is none)',
    ],
    [
      "kind: blackout, when: { siteKw: 700 }, durationMin: 9",
      'when: there is no key "siteKw" here',
    ],
  ])("tells: %s", async (bad, message) => {
    const problem = await problemOf(bad);
    expect(problem).toContain(message);
    expect(problem).toMatch(/^depot\.yaml:23:\d+ incidents\.0/);
  });

  it("tells of those that contradict each other, at the later one", async () => {
    const out = "kind: stationOut, at: '02:30', durationMin: 9, stations: [P2, P1]";
    expect(await problemOf(trip, "kind: blackout, at: '03:00', durationMin: 5")).toBe(
      "depot.yaml:24:5 incidents.1: blackout2 overlaps trip1, which site has part in, too " +
        "(make one incident of the two, or let one begin after the other)",
    );
    expect(await problemOf(out, out.replace("[P2, P1]", "[P1]"))).toContain("stationOut2 overlaps");
    const late = "kind: lateBus, vehicle: B1, delayMin: 9";
    expect(await problemOf(late, late)).toContain("lateBus2 overlaps lateBus1");
    await load({
      "depot.yaml": depotWith([trip, "kind: blackout, at: '03:30', durationMin: 5", out]),
    });
  });

  it("tells of names given twice, and of flaws of several at once", async () => {
    const named = `name: a, ${trip}`;
    expect(await problemOf(named, named.replace("02:00", "05:00"))).toBe(
      'depot.yaml:24:13 incidents.1.name: "a" already names another incident (give it another name)',
    );
    const bad = trip.replace("hall", "x9");
    expect((await problemOf(bad, bad)).split("\n")).toHaveLength(2);
  });

  it("tells of a limit that what flows without control would exceed", async () => {
    const yaml = depotWith(["kind: limit, maxKw: 50, at: '02:00', durationMin: 9"]);
    const problem = await problemWith({
      "depot.yaml": yaml.replace("ratedKw: 150", "ratedKw: 150\n    fallbackKw: 40"),
    });
    expect(problem).toBe(
      "depot.yaml:24:27 incidents.0.maxKw: the fallbacks of the stations below draw 84.2 kW, " +
        "50 kW is left for them (raise it, or lower fallbackKw: nobody can lower what flows then)",
    );
  });
});

describe("incidents that can be", () => {
  const incidentsOf = async (...list: readonly string[]) =>
    (await load({ "depot.yaml": depotWith(list) })).scenario.incidents;
  const iso = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16);

  it("begin by the local clock, or at a time of the reported service day", async () => {
    const at = async (time: string): Promise<string> => {
      const [first] = await incidentsOf(trip.replace("'02:00'", time));
      return first!.begins.kind === "at" ? iso(first!.begins.atMs) : "";
    };
    expect(await at("2026-03-03T02:00")).toBe("2026-03-03T01:00");
    expect(await at("'02:00'")).toBe("2026-03-03T01:00");
    expect(await at("'-01:30'")).toBe("2026-03-02T21:30");
    expect(await at("'23:59:30'")).toBe("2026-03-03T22:59");
  });

  it("find the return of a bus or of a block that is reported, or the first from a time on", async () => {
    const header = "vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block,prev_block_id";
    const stays = `${header}\nB1,S12,05:00,07:00,10,k1\nB1,S12,18:00,22:00,100,k2\nB2,S12,06:00,23:00,10,k3\n`;
    const lateOf = async (text: string) => {
      const files = { "depot.yaml": depotWith([`kind: lateBus, delayMin: 9, ${text}`]) };
      const { scenario } = await load({ ...files, "stays.csv": stays });
      const [late] = scenario.incidents;
      if (late?.kind !== "lateBus" || late.begins.kind !== "at") throw new Error("not late");
      expect(late.knownAtMs).toBe(late.begins.atMs - (text.includes("announced") ? 120_000 : 0));
      return `${late.where} ${iso(late.begins.atMs)}`;
    };
    expect(await lateOf("vehicle: B1")).toBe("B1 2026-03-03T04:00");
    expect(await lateOf("vehicle: B1, at: '06:00'")).toBe("B1 2026-03-03T17:00");
    expect(await lateOf("block: k3, announcedMin: 2")).toBe("B2 2026-03-03T05:00");
    expect(await lateOf("block: k3, at: '-19:00'")).toBe("B2@2026-03-02 2026-03-02T05:00");
  });

  it("mean all outlets by the name of their cabinet", async () => {
    const yaml = depotWith(["kind: stationOut, at: '02:00', durationMin: 9, stations: [P2, P1.1]"]);
    const cabinets = yaml.replace("count: 2", "count: 2\n    outlets: 2\n    sharing: sequential");
    const { scenario } = await load({ "depot.yaml": cabinets, "stays.csv": staysCsv });
    expect(scenario.incidents[0]).toMatchObject({ points: [0, 2, 3], where: "P2, P1.1" });
  });

  it("are warned of when they lie outside of what is reported", async () => {
    const { warnings } = await load({
      "depot.yaml": depotWith([trip.replace("'02:00'", "2026-03-02T19:00")]),
    });
    expect(warnings).toEqual(["trip1 lies outside of the reported time"]);
  });
});
