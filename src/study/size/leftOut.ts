import { InputProblem, surveyTimetable } from "../../scenario/index.ts";
import { filesOf, type KeptFiles } from "../keptFiles.ts";
import type { Job } from "../runPlan.ts";
import type { Crew } from "./crew.ts";
import type { Season } from "./sizeQuestion.ts";

/** A peak is worse from here on; less is chance. */
const WORSE = 1.01;

/**
 * Says where a scenario takes one service day of a file that has others, whose plug-and-charge peak is higher: a
 * connection sized on it may be too small for them.
 */
export async function leftOut(seasons: readonly Season[], crew: Crew): Promise<string[]> {
  const warnings: string[] = [];
  for (const [variant, season] of seasons.entries()) {
    const taken = takenDay(season);
    if (taken === null) continue;
    const others = (await otherDays(season, taken.code)).filter(
      (code) => !/[\s,:{}[\]#]/.test(code),
    );
    const seed = season.loaded.scenario.seed;
    const jobs = [taken.code, ...others].map((code): Job => {
      const setting = `${taken.path}=${code}`;
      const trial = { settings: [setting], unlimited: [setting], node: null };
      return { variant, seed, anchors: false, trial };
    });
    const peaks = (await crew.rowsOf(jobs)).map((row) => row["size.unlimitedPeak15Kw"]);
    const here = peaks[0];
    const worse = others
      .map((code, i) => ({ code, peakKw: peaks[i + 1] }))
      .filter(
        (day): day is { code: string; peakKw: number } =>
          typeof here === "number" && typeof day.peakKw === "number" && day.peakKw > WORSE * here,
      )
      .toSorted((a, b) => b.peakKw - a.peakKw);
    for (const { code, peakKw } of worse) {
      warnings.push(
        `${season.variant.name} runs service day ${taken.code} alone; under plug and charge ${code} of the ` +
          `same file draws ${Math.round(peakKw)} kW, ${taken.code} ${Math.round(here as number)} kW: ` +
          `size on ${code}, too (--season)`,
      );
    }
  }
  return warnings;
}

/** The one service day that a scenario takes, and where it says so. */
function takenDay({ loaded }: Season): { readonly path: string; readonly code: string } | null {
  const { serviceDay, calendar } = loaded.resolved.timetable;
  if (serviceDay !== undefined) return { path: "timetable.serviceDay", code: serviceDay };
  return typeof calendar === "string" ? { path: "timetable.calendar", code: calendar } : null;
}

async function otherDays({ loaded, variant }: Season, taken: string): Promise<string[]> {
  const { file, depot } = loaded.resolved.timetable;
  const path = resolvedPath(variant.files, file);
  if (path === null) return [];
  try {
    const survey = await surveyTimetable(filesOf(variant.files), path);
    const depots = [...survey.depots].filter(([name]) => depot === undefined || name === depot);
    const codes = depots.flatMap(([, { serviceDays }]) => [...serviceDays.keys()]);
    return [...new Set(codes)].filter((code) => code !== taken).toSorted();
  } catch (error) {
    if (error instanceof InputProblem) return [];
    throw error;
  }
}

/** Where a file that a scenario names was read. */
function resolvedPath({ resolved }: KeptFiles, named: string): string | null {
  const found = [...resolved].find(([key]) => (JSON.parse(key) as unknown[])[0] === named);
  return found?.[1] ?? null;
}
