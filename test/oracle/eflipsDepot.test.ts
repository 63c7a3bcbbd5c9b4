import { describe, expect, it } from "vitest";
import type { Observation } from "../../src/messages/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { hasSharedData, sharedJson } from "../support/sharedData.ts";
import { tappedLink } from "../support/tappedLink.ts";

/** Four buses, nine trips over two days, four points: what eflips-depot made of them. */
interface DispatchCase {
  readonly blocks: readonly {
    readonly id: string;
    readonly dep_s: number;
    readonly arr_s: number;
    readonly delta_soc: number;
  }[];
  readonly expected: {
    readonly assignment: readonly { readonly trip: string; readonly vehicle: string }[];
    readonly battery_events: Readonly<
      Record<
        string,
        readonly {
          readonly t: number;
          readonly soc: number;
          readonly event: string;
          readonly note?: string;
        }[]
      >
    >;
  };
}

const START_MS = Date.UTC(2026, 2, 3);
/** 150 kW from the grid at 0.95 into 350 kWh: the times of charging with constant power tell. */
const USABLE_KWH = 350;
const FULL_KW = 142.5;
const LAST_KW = 0.3 * FULL_KW;
const BEND_SOC = 0.8;
const STEPS = 100;
/** Of a step in the curve, how wide its edge is [soc]. */
const EDGE_SOC = 1e-7;

const straight = [
  [0, FULL_KW],
  [BEND_SOC, FULL_KW],
  [1, LAST_KW],
];

/** In each hundredth of soc the lower of the powers at its ends. */
const staircase = Array.from({ length: STEPS }, (_, step) => {
  const powerKw = curveKw((step + 1) / STEPS);
  const fromSoc = step === 0 ? 0 : step / STEPS + EDGE_SOC;
  return [
    [fromSoc, powerKw],
    [(step + 1) / STEPS, powerKw],
  ];
}).flat();

function curveKw(soc: number): number {
  const beyond = Math.max(0, soc - BEND_SOC) / (1 - BEND_SOC);
  return FULL_KW + (LAST_KW - FULL_KW) * beyond;
}

function time(seconds: number): string {
  return `${Math.floor(seconds / 3600)}:${String((seconds / 60) % 60).padStart(2, "0")}`;
}

/** Which bus took which trip, and when every charge of a bus was over [s]. */
async function played(blocks: DispatchCase["blocks"], curve: readonly (readonly number[])[]) {
  const rows = blocks.map(
    ({ id, dep_s, arr_s, delta_soc }) =>
      `${id},bus12,${time(dep_s)},${time(arr_s)},${delta_soc * USABLE_KWH}\n`,
  );
  const yaml = `timezone: UTC
timetable: { file: blocks.csv, from: 2026-03-03 }
vehicleTypes:
  bus12: { usableKwh: ${USABLE_KWH}, consumptionKwhPerKm: 1, chargeCurveKw: ${JSON.stringify(curve)} }
stations: [{ id: P, count: 4, ratedKw: 150, efficiency: 0.95, connectSec: 0, disconnectSec: 0 }]
operations: { plugInDelayMin: 0, unplugBeforeDepartureMin: 0 }
`;
  const files = memoryFiles({
    "depot.yaml": yaml,
    "blocks.csv": `block_id,vehicle_class,depart_depot,return_depot,energy_kwh\n${rows.join("")}`,
  });
  const { scenario } = await loadScenario(files, "depot.yaml", { settings: [], seed: null });
  const tapped = { observations: [] as Observation[], commands: [] };
  const { stays } = new Simulation(scenario, tappedLink(tapped)).run();
  const buses = new Map<string, string>();
  const endsS: Record<string, number[]> = {};
  for (const said of tapped.observations) {
    if (said.kind === "connected") buses.set(said.sessionId, named(said.vehicleId!));
    if (said.kind !== "charging" || said.state !== "complete") continue;
    const bus = buses.get(said.sessionId);
    buses.delete(said.sessionId);
    if (bus !== undefined) (endsS[bus] ??= []).push((said.atMs - START_MS) / 1000);
  }
  const trips = stays
    .filter(({ blockAfter }) => blockAfter !== null)
    .map(({ blockAfter, vehicleId }) => [blockAfter, named(vehicleId)]);
  return { trips, endsS };
}

/** `bus12-001` is their `bus12 1`. */
function named(vehicleId: string): string {
  return vehicleId.replace(/-0*/, " ");
}

describe.skipIf(!hasSharedData)("four buses in a depot of eflips-depot", () => {
  const { blocks, expected } = hasSharedData
    ? sharedJson<DispatchCase>("peer-cases/eflips_4bus_dispatch.json")
    : { blocks: [], expected: { assignment: [], battery_events: {} } };
  const charges = Object.entries(expected.battery_events).flatMap(([bus, events]) =>
    events
      .filter(({ event }) => event === "charge_end")
      .map((end, i) => ({ bus, i, startSoc: socBefore(events, end), ...end })),
  );
  /** eflips-depot logs no end of this one: its steps add up to a hair less than full. */
  const unlogged = { bus: "bus12 2", i: 0 };

  it("take the same trips", async () => {
    const { trips } = await played(blocks, staircase);
    expect(trips).toEqual(expected.assignment.map(({ trip, vehicle }) => [trip, vehicle]));
  });

  it("are full at the same second, on the staircase that they charge along there", async () => {
    const { endsS } = await played(blocks, staircase);
    let compared = 0;
    for (const { bus, i, t, note } of charges) {
      expect(endsS[bus]).toHaveLength(charges.filter((charge) => charge.bus === bus).length);
      if (bus === unlogged.bus && i === unlogged.i) {
        expect(note).toContain("logs no charge_end");
        continue;
      }
      expect(note).toBeUndefined();
      expect(Math.abs(endsS[bus]![i]! - t)).toBeLessThan(1);
      compared++;
    }
    expect(compared).toBe(charges.length - 1);
  });

  it("are full 106 s earlier on the curve itself", async () => {
    const { endsS } = await played(blocks, straight);
    for (const { bus, i, t, startSoc } of charges) {
      expect(startSoc).toBeLessThan(BEND_SOC);
      expect(Math.abs(t - endsS[bus]![i]! - 106)).toBeLessThan(1);
    }
    expect(charges).toHaveLength(9);
  });
});

/** What a bus held when the charge that ends so began. */
function socBefore(
  events: DispatchCase["expected"]["battery_events"][string],
  end: (typeof events)[number],
): number {
  return events[events.indexOf(end) - 1]!.soc;
}
