import type { SurveyedDepot } from "../timetable/surveyTimetable.ts";
import { yamlText } from "../yamlText.ts";
import { otherBus, type UsualBus, usualBus } from "./usualBus.ts";

/** A type of bus of the new scenario, and what it is called in the timetable. */
interface NewType {
  readonly bus: UsualBus;
  readonly isKnown: boolean;
  readonly names: string[];
}

/** The section of a new scenario that says what buses there are, going by their names in a timetable. */
export function newVehicleTypes({ vehicleTypes }: SurveyedDepot): string {
  const types = new Map<string, NewType>();
  for (const name of vehicleTypes.keys()) {
    const bus = usualBus(name);
    const type =
      bus?.type ?? typeName(name, (other) => types.has(other) || vehicleTypes.has(other));
    const before = types.get(type);
    if (before !== undefined) before.names.push(name);
    else types.set(type, { bus: bus ?? otherBus, isKnown: bus !== null, names: [name] });
  }
  return ["vehicleTypes:\n", ...[...types].map(([type, spec]) => typeText(type, spec))].join("");
}

/** A name that may stand in a scenario, for one of a timetable that is not known. */
function typeName(name: string, isTaken: (name: string) => boolean): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}._+@#/-]+/gu, "-").replace(/^[^\p{L}\p{N}]+/u, "");
  const short = plain.slice(0, 90) || "bus";
  let numbered = short;
  for (let i = 2; numbered !== name && isTaken(numbered); i++) numbered = `${short}-${i}`;
  return numbered;
}

function typeText(type: string, { bus, isKnown, names }: NewType): string {
  const aliases = names.filter((name) => name !== type).map(yamlText);
  const says = isKnown ? bus.says : `its name says nothing: taken for a bus of ${bus.says}`;
  return `  ${yamlText(type)}: # ${says}
    grossKwh: ${bus.grossKwh}
    usableKwh: ${bus.usableKwh}
    consumptionKwhPerKm: ${bus.consumptionKwhPerKm} # heating and all other consumers included
    maxChargeKw: ${bus.maxChargeKw}
${aliases.length > 0 ? `    aliases: [${aliases.join(", ")}]\n` : ""}`;
}
