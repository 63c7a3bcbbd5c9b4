import type { BusSpec } from "../depot/index.ts";
import type { CabinSpec } from "../physics/index.ts";
import type { SourceDocument } from "./readDocument.ts";
import { type Flaw, InputProblem } from "./inputProblem.ts";
import type { ScenarioFile } from "./schema/index.ts";
import type { VehicleTypeFile } from "./schema/vehicleTypes.ts";

/** Share of nameplate energy that is used, where a file gives only nameplate energy (estimate). */
const USABLE_SHARE = 0.8;

/** Of a bus whose length is not given. */
const USUAL_LENGTH_M = 12;

/** More flaws than this at once help nobody. */
const MOST_FLAWS = 10;

type Knots = readonly (readonly [soc: number, power: number])[];

/** The types of bus, and what else they are called in timetables. */
export interface VehicleTypes {
  readonly specs: ReadonlyMap<string, BusSpec>;
  /** Of types that are preconditioned. */
  readonly cabins: ReadonlyMap<string, CabinSpec>;
  readonly typeOf: (name: string) => string | undefined;
  /** Types and aliases. */
  readonly knownNames: readonly string[];
}

/** @throws InputProblem for energies, curves and names that contradict each other */
export function resolveVehicleTypes(file: ScenarioFile, source: SourceDocument): VehicleTypes {
  const specs = new Map<string, BusSpec>();
  const cabins = new Map<string, CabinSpec>();
  const names = new Map<string, string>();
  const flaws: Flaw[] = [];
  for (const [type, spec] of Object.entries(file.vehicleTypes)) {
    for (const [i, name] of [type, ...spec.aliases].entries()) {
      const other =
        names.get(name) ?? (Object.hasOwn(file.vehicleTypes, name) && i > 0 ? name : undefined);
      if (other !== undefined) {
        flaws.push({
          place: source.placeOf(["vehicleTypes", type, ...(i > 0 ? ["aliases", i - 1] : [])]),
          message: `"${name}" already names the type ${other}`,
          mend: "a name stands for one type, and is given once",
        });
      }
      names.set(name, type);
    }
    const complain = (key: string | null, message: string, mend?: string): void => {
      const path = ["vehicleTypes", type, ...(key === null ? [] : [key])];
      flaws.push({ place: source.placeOf(path), message, mend });
    };
    specs.set(type, busSpec(spec, complain));
    const { preconditioning, lengthM = USUAL_LENGTH_M } = spec;
    if (preconditioning !== undefined) cabins.set(type, { ...preconditioning, lengthM });
  }
  if (flaws.length > 0) throw new InputProblem(...flaws.slice(0, MOST_FLAWS));
  return { specs, cabins, typeOf: (name) => names.get(name), knownNames: [...names.keys()] };
}

function busSpec(
  file: VehicleTypeFile,
  complain: (key: string | null, message: string, mend?: string) => void,
): BusSpec {
  const usableKwh = file.usableKwh ?? (file.grossKwh ?? 0) * USABLE_SHARE;
  const grossKwh = file.grossKwh ?? usableKwh;
  if (usableKwh === 0) complain(null, "expected usableKwh or grossKwh", "add one of them");
  if (usableKwh > grossKwh) {
    const message = `found ${usableKwh}, more than grossKwh ${grossKwh}`;
    complain("usableKwh", message, "usable energy is a part of gross energy");
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
  complain: (key: string | null, message: string, mend?: string) => void,
): Knots {
  const relative = maxChargeKw !== undefined || chargeCurve !== undefined;
  if (relative === (chargeCurveKw !== undefined) || (relative && maxChargeKw === undefined)) {
    complain(
      null,
      "expected either maxChargeKw, with or without chargeCurve, or chargeCurveKw",
      relative && chargeCurveKw !== undefined ? "leave one of them out" : "add one of them",
    );
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
    complain(key, `found knots at soc ${socText(socs)}, expected 0 to 1, rising`);
  }
  if (knots.slice(0, -1).some(([, powerKw]) => powerKw <= 0)) {
    complain(
      key,
      "found a power of 0 below soc 1: the bus could never get further",
      "give every knot but the last some power",
    );
  }
  return knots;
}

function socText(socs: readonly number[]): string {
  return socs.slice(0, 12).join(", ") + (socs.length > 12 ? " …" : "");
}
