import { InputProblem, reportedCodes, surveyTimetable } from "../../scenario/index.ts";
import { filesOf, type KeptFiles } from "../keptFiles.ts";
import type { Job } from "../runPlan.ts";
import type { Crew } from "./crew.ts";
import type { Season } from "./sizeQuestion.ts";

/** A peak is worse from here on; less is chance. */
const WORSE = 1.01;
/** Codes that a setting takes as they are. */
const PLAIN = /^\p{L}[\p{L}\p{N}_-]*$/u;

/**
 * Says where a scenario runs some service days of a file that has others, whose plug-and-charge peak is higher: a
 * connection sized on it may be too small for them.
 */
export async function leftOut(seasons: readonly Season[], crew: Crew): Promise<string[]> {
  const warnings: string[] = [];
  for (const [variant, season] of seasons.entries()) {
    const { resolved, scenario } = season.loaded;
    const taken = reportedCodes(resolved);
    if (taken === null) continue;
    const { path, codes } = taken;
    const others = await otherCodes(season, codes);
    const jobs = [[], ...others.map((code) => [`${path}=${code}`])].map((settings): Job => {
      const trial = { settings, unlimited: settings, node: null, endsUnserved: false };
      return { variant, seed: scenario.seed, anchors: false, trial };
    });
    const [here, ...peaks] = (await crew.rowsOf(jobs)).map((row) =>
      Number(row["size.unlimitedPeak15Kw"] ?? 0),
    );
    const worse = others
      .map((code, i) => ({ code, peakKw: peaks[i]! }))
      .filter(({ peakKw }) => peakKw > WORSE * here!)
      .toSorted((a, b) => b.peakKw - a.peakKw);
    for (const { code, peakKw } of worse) {
      warnings.push(
        `${season.variant.name} runs ${codes.join(", ")} and not ${code} of the same file, which draws ` +
          `more under plug and charge: ${Math.round(peakKw)} kW, not ${Math.round(here!)} kW. Size on ` +
          `it, too: a scenario with ${path}: ${code} as --season`,
      );
    }
  }
  return warnings;
}

async function otherCodes(
  { loaded, variant }: Season,
  taken: readonly string[],
): Promise<string[]> {
  const { file, depot } = loaded.resolved.timetable;
  const path = resolvedPath(variant.files, file);
  if (path === null) return [];
  try {
    const survey = await surveyTimetable(filesOf(variant.files), path);
    const depots = [...survey.depots].filter(([name]) => depot === undefined || name === depot);
    const codes = depots.flatMap(([, { serviceDays }]) => [...serviceDays.keys()]);
    return [...new Set(codes)]
      .filter((code) => !taken.includes(code) && PLAIN.test(code))
      .toSorted();
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
