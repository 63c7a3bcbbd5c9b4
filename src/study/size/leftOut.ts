import { InputProblem, reportedCodes, surveyTimetable } from "../../scenario/index.ts";
import { filesOf, type KeptFiles } from "../keptFiles.ts";
import type { Job } from "../runPlan.ts";
import type { Crew } from "./crew.ts";
import type { Season } from "./sizeQuestion.ts";

/** Codes that a setting takes as they are. */
const PLAIN = /^\p{L}[\p{L}\p{N}_-]*$/u;

/** What was found for a strategy. */
export interface FoundSize {
  readonly strategy: string;
  readonly size: number;
}

/**
 * Says where a scenario runs some service days of a file that has others, which what was found would not serve: in the
 * night of the scenario's seed.
 */
export async function leftOut(
  seasons: readonly Season[],
  found: readonly FoundSize[],
  crew: Crew,
): Promise<string[]> {
  const warnings: string[] = [];
  for (const [variant, season] of seasons.entries()) {
    const taken = reportedCodes(season.loaded.resolved);
    if (taken === null) continue;
    const { path, codes } = taken;
    const tried = (await otherCodes(season, codes)).flatMap((code) =>
      found.map((one) => ({ ...one, code })),
    );
    const rows = await crew.rowsOf(
      tried.map(({ code, ...one }) => jobOf(season, variant, `${path}=${code}`, one)),
    );
    const bad = tried.filter((_, i) => rows[i]!["size.isServed"] !== true);
    for (const code of new Set(bad.map((one) => one.code))) {
      const { unit, name } = season.quantity;
      const each = bad.filter((one) => one.code === code);
      const sizes = each.map(({ strategy, size }) => `${size}${unit && ` ${unit}`} (${strategy})`);
      warnings.push(
        `${season.variant.name} runs ${codes.join(", ")} and not ${code} of the same file, which would not be ` +
          `served with ${name} of ${sizes.join(", ")}. Size on it, too: a scenario with ${path}: ${code} as --season`,
      );
    }
  }
  return warnings;
}

function jobOf(
  { quantity: { kind, path, of }, loaded: { scenario } }: Season,
  variant: number,
  code: string,
  { strategy, size }: FoundSize,
): Job {
  // Under plug and charge no limit counts; a bus more than there is would change who drives what.
  const free = kind === "points" ? [`${path}=asNeeded`] : [`${path}=${size}`];
  const trial = {
    settings: [code, `control.strategy=${strategy}`, `${path}=${size}`],
    unlimited: [code, ...free],
    node: kind === "limit" ? of : null,
    endsUnserved: true,
  };
  return { variant, seed: scenario.seed, anchors: false, trial };
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
