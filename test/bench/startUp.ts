import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Line, mediansMs } from "./measure.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

const AIM_MS = 300;

/** What a checkout adds to every command when nothing has to be built. */
export function startUp(calibrationMs: number): Line[] {
  const help = (script: string) => () =>
    spawnSync(process.execPath, [script, "--help"], { cwd: root, stdio: "ignore" });
  const [builtMs, checkoutMs] = mediansMs([help("dist/cli/main.js"), help("bin/busbar")], 1) as [
    number,
    number,
  ];
  const addedMs = checkoutMs - builtMs;
  const against = "calibration";
  return [
    {
      name: "busbar --help",
      value: checkoutMs,
      unit: "ms",
      against,
      ratio: checkoutMs / calibrationMs,
      aim: null,
      reached: null,
    },
    {
      name: "busbar --help, added by bin/busbar",
      value: addedMs,
      unit: "ms",
      against,
      ratio: addedMs / calibrationMs,
      aim: `< ${AIM_MS} ms`,
      reached: addedMs < AIM_MS,
    },
  ];
}
