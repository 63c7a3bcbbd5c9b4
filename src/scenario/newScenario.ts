import { isDate } from "./isDate.ts";
import type { SurveyedDepot, TimetableSurvey } from "./timetable/surveyTimetable.ts";
import { otherBus, type UsualBus, usualBus } from "./usualBus.ts";
import { yamlText } from "./yamlText.ts";

/** What a new scenario is made from. */
export interface NewScenario {
  readonly name: string;
  /** Where editors find the JSON Schema, as seen from the scenario. */
  readonly schemaFile: string;
  readonly timezone: string;
  /** As seen from the scenario. */
  readonly timetableFile: string;
  readonly survey: TimetableSurvey;
  /** Which of the depots in the survey. */
  readonly depot: string;
  /** null: no limit. */
  readonly contractKw: number | null;
  readonly strategy: string;
  /** All there are. */
  readonly strategies: readonly string[];
}

/** A day like any other, for times without dates: a Tuesday. */
const ANY_DATE = "2026-03-03";

/** Of other service days so many are named. */
const MOST_OTHERS = 12;

/** The text of a new scenario, with comments for people who go on from there. */
export function newScenario(given: NewScenario): string {
  return `# yaml-language-server: $schema=${given.schemaFile}
# Numbers of buses, stations and times are estimates: replace them with what you know.
schemaVersion: 1
name: ${yamlText(given.name)}
timezone: ${yamlText(given.timezone)}

timetable:
  file: ${yamlText(given.timetableFile)}
${daysText(given)}
vehicleTypes:
${typesText(given.survey.depots.get(given.depot)!)}
stations:
  - id: P
    count: asNeeded # points for as many stays as overlap; a number makes buses wait
    ratedKw: 150 # at the outlet
    efficiency: 0.95

${gridText(given)}
operations:
  plugInDelayMin: 8 # from arrival to plugging in
  unplugBeforeDepartureMin: 5

charging:
  target: full # what a bus must leave with

control:
  # ${wrapped(`one of ${given.strategies.join(", ")}`, "  # ")}
  strategy: ${given.strategy}
`;
}

/** Which rows are run, and on which days. */
function daysText({ survey, depot }: NewScenario): string {
  const lines: string[] = [];
  if (survey.depots.size > 1) lines.push(`depot: ${yamlText(depot)}`);
  const [code, ...others] = survey.depots.get(depot)!.serviceDays.keys();
  if (code !== undefined && others.length > 0) {
    lines.push(`serviceDay: ${yamlText(code)}`, ...otherDays(others));
  }
  if (survey.dates === null) {
    const named = /\d{4}-\d\d-\d\d/.exec(code ?? "")?.[0];
    const date = named !== undefined && isDate(named) ? named : ANY_DATE;
    lines.push(
      `date: ${date} # any day that looks like the timetable`,
      "repeat: 3 # three such days in a row; the middle one is reported",
    );
  } else {
    const [first, last] = survey.dates;
    lines.push(`# It has the dates ${first} to ${last}; from and to cut a range out.`);
  }
  return lines.map((line) => `  ${line}\n`).join("");
}

function otherDays(codes: readonly string[]): string[] {
  const named = codes.slice(0, MOST_OTHERS).join(", ");
  const text = `other service days: ${named}${codes.length > MOST_OTHERS ? " …" : ""}`;
  return [`# ${wrapped(text, "  # ")}`];
}

/** A type of bus of the new scenario, and what it is called in the timetable. */
interface NewType {
  readonly bus: UsualBus;
  readonly isKnown: boolean;
  readonly names: string[];
}

function typesText({ vehicleTypes }: SurveyedDepot): string {
  const types = new Map<string, NewType>();
  for (const name of vehicleTypes.keys()) {
    const bus = usualBus(name);
    const type =
      bus?.type ?? typeName(name, (other) => types.has(other) || vehicleTypes.has(other));
    const before = types.get(type);
    if (before !== undefined) before.names.push(name);
    else types.set(type, { bus: bus ?? otherBus, isKnown: bus !== null, names: [name] });
  }
  return [...types].map(([type, spec]) => typeText(type, spec)).join("");
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

function gridText({ contractKw }: NewScenario): string {
  if (contractKw === null) return "grid: {} # no limit; { contractKw: 1500 } would be one\n";
  return `grid:
  contractKw: ${contractKw} # binds means over quarter-hours; maxKw would bind every instant
`;
}

/** Text over as many lines as it needs, each but the first after a prefix. */
function wrapped(text: string, prefix: string): string {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)!;
    if (last.length + word.length + prefix.length < 79) {
      lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.join(`\n${prefix}`);
}
