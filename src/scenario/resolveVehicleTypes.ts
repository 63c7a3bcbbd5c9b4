import type { BusSpec } from "../depot/index.ts";
import type { SourceDocument } from "./readDocument.ts";
import { type Flaw, InputProblem } from "./inputProblem.ts";
import type { ScenarioFile } from "./schema/index.ts";
import type { VehicleTypeFile } from "./schema/vehicleTypes.ts";

/** Share of nameplate energy that is used, where a file gives only nameplate energy (estimate). */
const USABLE_SHARE = 0.8;

type Knots = readonly (readonly [soc: number, power: number])[];

/** The types of bus, and what else they are called in timetables. */
export interface VehicleTypes {
  readonly specs: ReadonlyMap<string, BusSpec>;
  readonly typeOf: (name: string) => string | undefined;
}

/** @throws InputProblem for energies, curves and names that contradict each other */
export function resolveVehicleTypes(file: ScenarioFile, source: SourceDocument): VehicleTypes {
  const specs = new Map<string, BusSpec>();
  const names = new Map<string, string>();
  const flaws: Flaw[] = [];
  for (const [type, spec] of Object.entries(file.vehicleTypes)) {
    for (const name of [type, ...spec.aliases]) {
      const other = names.get(name);
      if (other !== undefined) {
        flaws.push({
          place: source.placeOf(["vehicleTypes", type]),
          message: `"${name}" already names the type ${other}`,
        });
      }
      names.set(name, type);
    }
    const complain = (key: string, message: string, mend?: string): void => {
      flaws.push({ place: source.placeOf(["vehicleTypes", type, key]), message, mend });
    };
    specs.set(type, busSpec(spec, complain));
  }
  if (flaws.length > 0) throw new InputProblem(...flaws);
  return { specs, typeOf: (name) => names.get(name) };
}

function busSpec(
  file: VehicleTypeFile,
  complain: (key: string, message: string, mend?: string) => void,
): BusSpec {
  const usableKwh = file.usableKwh ?? (file.grossKwh ?? 0) * USABLE_SHARE;
  const grossKwh = file.grossKwh ?? usableKwh;
  if (usableKwh === 0) complain("", "expected usableKwh or grossKwh");
  if (usableKwh > grossKwh) {
    complain("usableKwh", `found ${usableKwh}, more than grossKwh ${grossKwh}`);
  }
  return {
    usableKwh,
    grossKwh,
    consumptionKwhPerKm: file.consumptionKwhPerKm,
    minKw: file.minChargeKw,
    curve: curve(file, complain),
  };
}

function curve(
  { maxChargeKw, chargeCurve, chargeCurveKw }: VehicleTypeFile,
  complain: (key: string, message: string, mend?: string) => void,
): Knots {
  if ((maxChargeKw === undefined) === (chargeCurveKw === undefined)) {
    complain("", "expected either maxChargeKw, with or without chargeCurve, or chargeCurveKw");
  }
  const key = chargeCurveKw === undefined ? "chargeCurve" : "chargeCurveKw";
  const flat: Knots = [
    [0, 1],
    [1, 1],
  ];
  const scale = chargeCurveKw === undefined ? (maxChargeKw ?? 1) : 1;
  const knots = (chargeCurveKw ?? chargeCurve ?? flat).map(
    ([soc, power]) => [soc, power * scale] as const,
  );
  const socs = knots.map(([soc]) => soc);
  const rising = socs.every((soc, i) => i === 0 || soc > socs[i - 1]!);
  if (socs[0] !== 0 || socs.at(-1) !== 1 || !rising) {
    complain(key, `found soc ${socs.join(", ")}`, "go from 0 to 1, rising");
  }
  if (knots.slice(0, -1).some(([, powerKw]) => powerKw <= 0)) {
    complain(key, "power is 0 below full: the bus could never get there");
  }
  return knots;
}
