import type { PlannedCharging } from "../../messages/index.ts";
import type { ProblemNetwork } from "../exact/index.ts";
import type { FollowedFlow } from "./followFlow.ts";

/** Nearer than this is there [kWh]. */
const TOLERANCE_KWH = 1e-6;

/** How a followed flow charges one session. */
export function followedCharging(
  { problem, net, edgesMs, asideKw }: ProblemNetwork,
  { limitKw, heldKwh, doneAtMs, storedKwh }: FollowedFlow,
  i: number,
): PlannedCharging {
  const session = problem.sessions[i]!;
  const powerKw: [number, number][] = [];
  const say = (fromMs: number, kw: number): void => {
    if (powerKw.length === 0 || powerKw.at(-1)![1] !== kw) powerKw.push([fromMs, kw]);
  };
  let endMs = session.fromMs;
  const whenReached = (goalKwh: number): number | null => {
    if (session.storedKwh >= goalKwh) return session.fromMs;
    for (let cell = net.firstCell[i]!; cell < net.firstCell[i + 1]!; cell++) {
      if (heldKwh[cell]! < goalKwh - TOLERANCE_KWH) continue;
      // Within the interval the bus may be there sooner.
      return Math.min(doneAtMs[cell]!, edgesMs[net.interval[cell]! + 1]!);
    }
    return null;
  };
  for (let cell = net.firstCell[i]!; cell < net.firstCell[i + 1]!; cell++) {
    const k = net.interval[cell]!;
    endMs = edgesMs[k + 1]!;
    say(edgesMs[k]!, limitKw[cell]!);
    if (doneAtMs[cell]! < endMs) say(doneAtMs[cell]!, asideKw[cell]! - session.reservedKw);
  }
  if (powerKw.length === 0 || powerKw.at(-1)![1] !== 0) powerKw.push([endMs, 0]);
  const shortKwh = session.leastKwh - storedKwh[i]!;
  const isShort = shortKwh > TOLERANCE_KWH;
  return {
    id: session.id,
    powerKw,
    leavesWithKwh: storedKwh[i]!,
    leastAtMs: isShort ? null : whenReached(session.leastKwh),
    desiredAtMs:
      session.desiredKwh - storedKwh[i]! > TOLERANCE_KWH ? null : whenReached(session.desiredKwh),
    unmetKwh: isShort ? shortKwh : 0,
    shortfall: null,
  };
}
