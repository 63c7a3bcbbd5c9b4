import type { TwinLog } from "../twin/index.ts";

/** Lines of JSON, written at once: what was told before a crash can be read after it. @param file null: stderr */
export async function structuredLog(file: string | null): Promise<TwinLog> {
  const { pino } = await import("pino");
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const log = pino(options, pino.destination({ dest: file ?? 2, append: true, sync: true }));
  return {
    info: (event, fields) => log.info(fields, event),
    warn: (event, fields) => log.warn(fields, event),
  };
}
