import {
  type LiveManagement,
  noLog,
  type Serving,
  twinAnswers,
  type TwinLog,
  twinPages,
} from "../twin/index.ts";
import type { OpenFolder } from "./openTwin.ts";
import type { Surroundings } from "./surroundings.ts";
import type { TwinArguments } from "./twinOptions.ts";

/**
 * Does something live, with a log, and while it lasts others are answered.
 * @param act has others be answered by what it is given
 */
export async function serveLive<Outcome>(
  { loaded, opened, journalFolder }: OpenFolder,
  { http, log: logFile }: Pick<TwinArguments, "http" | "log">,
  { live: host, stderr }: Surroundings,
  act: (log: TwinLog, serve: (run: LiveManagement) => Promise<void>) => Promise<Outcome>,
): Promise<Outcome> {
  const { scenario } = loaded;
  const log =
    logFile === undefined ? noLog : await host.openLog(logFile === "stderr" ? null : logFile);
  for (const name of opened.recovered.brokenSnapshots) {
    stderr(`warning: ${name} is not as it was written; the one before it was used\n`);
  }
  const servings: Serving[] = [];
  const serve = async (run: LiveManagement): Promise<void> => {
    const { lastInstantAtMs: atMs, kept } = run;
    const { tornBytes } = opened.recovered;
    log.info("begun", { atMs, scenario: scenario.name, tornBytes, ...kept });
    servings.push(await host.serveQuestions(journalFolder, twinAnswers(scenario, run)));
    if (http === undefined) return;
    const pages = await host.servePages(http, twinPages(run));
    servings.push(pages);
    stderr(`http       http://localhost:${pages.port}/state\n`);
    log.info("serving", { port: pages.port });
  };
  try {
    return await act(log, serve);
  } finally {
    for (const serving of servings) await serving.end();
  }
}
