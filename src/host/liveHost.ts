import path from "node:path";
import { performance } from "node:perf_hooks";
import type { LiveHost } from "../twin/index.ts";
import { journalDisk } from "./journalDisk.ts";
import { askSocket, localSocket } from "./localSocket.ts";
import { pageServer } from "./pageServer.ts";
import { structuredLog } from "./structuredLog.ts";

/** This machine. @param cwd what relative paths are seen from */
export function liveHost(cwd: string): LiveHost {
  const at = (file: string): string => path.resolve(cwd, file);
  return {
    journalDisk: (folder) => journalDisk(at(folder)),
    wallMs: () => Math.round(performance.timeOrigin + performance.now()),
    openLog: (file) => structuredLog(file === null ? null : at(file)),
    servePages: pageServer,
    serveQuestions: (folder, answer) => localSocket(at(folder), answer),
    ask: (folder, question) => askSocket(at(folder), question),
  };
}
