import { peakBounds, plugAndCharge } from "../bounds/index.ts";
import { judged, noPeakBounds, type RunResult, type Summary, summarise } from "../kpi/index.ts";
import { digest, type Manifest, type RunFiles, runFiles } from "../record/index.ts";
import { terminalSummary } from "../report/index.ts";
import type { LoadedScenario } from "../scenario/index.ts";
import { Simulation } from "../simulation/index.ts";
import { depotFacts } from "./depotFacts.ts";
import { linksText } from "./linksText.ts";
import { pacedResult } from "./pacedResult.ts";
import type { PlannedShort } from "./plannedShort.ts";
import { shellCommand } from "./shellCommand.ts";
import type { Surroundings } from "./surroundings.ts";
import { targetText } from "./targetText.ts";

/** What a run leaves: in figures, for people, and on disk. */
export interface JudgedRun {
  readonly summary: Summary;
  readonly text: string;
  readonly files: RunFiles;
  readonly manifest: Manifest;
}

/**
 * What came of a run, held against plug and charge, the smallest peaks and the scenario's assertions.
 * @param short heard all its plans
 * @param stopped whether people do not want to wait
 */
export async function judgedRun(
  loaded: LoadedScenario,
  result: RunResult,
  short: PlannedShort,
  around: Surroundings,
  stopped: () => boolean,
): Promise<JudgedRun> {
  const { scenario, calendar, assertions } = loaded;
  const bare = scenario.law.keepsLimits ? await bareResult(scenario, around, stopped) : result;
  const figures = summarise(result, calendar, {
    name: scenario.name,
    strategy: scenario.law.name,
    target: targetText(scenario.yard),
    seed: scenario.seed,
    plugAndCharge: bare.complete ? bare : null,
    smallestPeaks: stopped() ? noPeakBounds("the run was interrupted") : peakBounds(scenario),
    digest: digest(result),
  });
  const summary = judged(figures, result, assertions, !stopped());
  const reasons = short.reasons(result, scenario.presystem.unplugBeforeMs, (atMs) =>
    calendar.iso(atMs).slice(11, 16),
  );
  const sentences = reasons.map(({ sentence }) => sentence);
  const { says: strategySays } = scenario.law;
  const told = { calendar, strategySays, links: linksText(scenario.links), reasons: sentences };
  const foreseen = reasons.map((reason) => reason.foreseen);
  return {
    summary,
    text: terminalSummary(summary, result, told),
    files: await runFiles(result, summary, depotFacts(loaded, result, foreseen), calendar),
    manifest: manifestOf(summary, around),
  };
}

function bareResult(
  scenario: LoadedScenario["scenario"],
  around: Surroundings,
  stopped: () => boolean,
): Promise<RunResult> {
  const bare = plugAndCharge(scenario);
  return pacedResult(new Simulation(bare), bare, Infinity, around, stopped);
}

function manifestOf({ digest: runDigest, complete }: Summary, around: Surroundings): Manifest {
  const { args, version, nodeVersion: node } = around;
  const command = shellCommand(args);
  return { tool: "busbar", version, node, command, digest: runDigest, complete };
}
