import { ChargeCurve } from "../physics/index.ts";
import type { BusSpec } from "../depot/index.ts";
import {
  type BatteryForecast,
  type Dispatch,
  dispatchPolicies,
  neededFleet,
  type PlacedBlock,
  type Timetable,
  type Zone,
} from "../operations/index.ts";
import { closestWord } from "./closestWord.ts";
import { InputProblem } from "./inputProblem.ts";
import { medianPlugInMin } from "./plannedPlugIn.ts";
import type { SourceDocument } from "./readDocument.ts";
import type { ScenarioFile } from "./schema/index.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** More blocks than this are not named one by one. */
const MOST_NAMED = 4;

/** @throws InputProblem for a fleet of a type that there is not, and for one that stays do not need */
export function resolveDispatch(
  file: ScenarioFile,
  source: SourceDocument,
  specs: ReadonlyMap<string, BusSpec>,
  { kind }: Timetable,
): Dispatch {
  const { dispatch, fleet, turnaroundMin } = file.operations;
  for (const type of Object.keys(fleet)) {
    const place = source.placeOfKey(["operations", "fleet"], type);
    if (kind === "stays") {
      const message = "found a fleet, but stays name their buses";
      throw new InputProblem({ place, message, mend: "leave operations.fleet out" });
    }
    if (specs.has(type)) continue;
    const known = [...specs.keys()];
    const aliased = known.find((name) => file.vehicleTypes[name]?.aliases.includes(type));
    const meant = aliased ?? closestWord(type, known);
    throw new InputProblem({
      place,
      message: `there is no vehicle type "${type}"`,
      mend: meant === undefined ? `known are ${known.join(", ")}` : `did you mean ${meant}?`,
    });
  }
  return {
    policy: dispatchPolicies[dispatch],
    turnaroundMs: Math.round(turnaroundMin * MINUTE_MS),
    fleet: new Map(Object.entries(fleet)),
    forecastOf: (type) => forecastOf(file, specs.get(type)!),
  };
}

/** Full power of the strongest station from the usual plug-in to unplugging, the bus willing. */
function forecastOf(file: ScenarioFile, bus: BusSpec): BatteryForecast {
  const { unplugBeforeDepartureMin } = file.operations;
  const lostMs = (medianPlugInMin(file) + unplugBeforeDepartureMin) * MINUTE_MS;
  const ratedKw = Math.max(...file.stations.map((group) => group.ratedKw));
  const { usableKwh } = bus;
  const curve = new ChargeCurve(
    bus.curve.map(([soc]) => soc * usableKwh),
    bus.curve.map(([, powerKw]) => powerKw),
  );
  return {
    usableKwh,
    afterStay: (heldKwh, stayMs) =>
      curve.energyAfter(ratedKw, heldKwh, Math.max(0, stayMs - lostMs) / HOUR_MS),
  };
}

/**
 * A fleet that is too small is refused: without its blocks a depot would look better than it is.
 * @throws InputProblem that says how many buses are missing, and for which blocks
 */
export function checkServed(
  unserved: readonly PlacedBlock[],
  open: readonly PlacedBlock[],
  { fleet, turnaroundMs }: Dispatch,
  source: SourceDocument,
  zone: Zone,
): void {
  if (unserved.length === 0) return;
  const needed = neededFleet(open, turnaroundMs);
  const types = [...new Set(unserved.map(({ vehicleType }) => vehicleType))].toSorted();
  throw new InputProblem(
    ...types.map((type) => {
      const blocks = unserved.filter(({ vehicleType }) => vehicleType === type);
      const names = blocks
        .slice(0, MOST_NAMED)
        .map(({ blockId, departAtMs }) => `${blockId} at ${zone.iso(departAtMs).slice(0, 16)}`);
      const rest = blocks.length - names.length;
      const more = needed.get(type)! - fleet.get(type)!;
      return {
        place: source.placeOf(["operations", "fleet", type]),
        message:
          `found ${fleet.get(type)}, ${more} too few: no bus is free for ` +
          names.join(", ") +
          (rest > 0 ? ` and ${rest} blocks more` : ""),
        mend: `it takes ${needed.get(type)}, or a shorter operations.turnaroundMin`,
      };
    }),
  );
}
