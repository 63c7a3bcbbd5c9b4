import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import path from "node:path";
import { root } from "./root.ts";

/** The built program, and what builds it. */
export const mainFile = path.join(root, "dist/cli/main.js");
/** What a thread runs, built. */
export const threadFile = path.join(root, "dist/host/replicationThread.js");
const buildFile = path.join(root, "bin/build.mjs");

/** How a program is started; by default this Node in the checkout. */
export interface Start {
  readonly node?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Brings the build up to date. @throws Error when it cannot be */
export function build(): void {
  const { status, stderr } = spawnSync(process.execPath, [buildFile], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the build failed\n${stderr}`);
}

/** Runs the built program to its end. */
export function busbar(args: readonly string[], start: Start = {}): SpawnSyncReturns<string> {
  return ran(start.node ?? process.execPath, [mainFile, ...args], start);
}

/** Runs any program to its end, without what this test run has put into the environment. */
export function ran(
  program: string,
  args: readonly string[],
  { cwd = root, env = {} }: Start = {},
): SpawnSyncReturns<string> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(GIT_|VITEST|NODE_ENV$|NODE_OPTIONS$|TEST$)/.test(name),
  );
  return spawnSync(program, args, {
    cwd,
    env: { ...Object.fromEntries(own), ...env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
}
