import type { PlannedCharging } from "../../messages/index.ts";
import type { EnergyFlow } from "./energyFlow.ts";
import type { ProblemNetwork } from "./problemNetwork.ts";

const HOUR_MS = 3_600_000;
/** Nearer than this is there [kWh]. */
const TOLERANCE_KWH = 1e-6;

/** How a flow charges one session. */
export function flowCharging(
  { problem, net, edgesMs, demands, reservedKwh, asideKw }: ProblemNetwork,
  flow: EnergyFlow,
  i: number,
): PlannedCharging {
  const { id, fromMs, storedKwh, leastKwh, desiredKwh, reservedKw } = problem.sessions[i]!;
  const { gridPerStored, ...demand } = demands[i]!;
  const powerKw: [number, number][] = [];
  const gotKwh = flow.metKwh(i) + reservedKwh[i]!;
  const leastAtMs = new Reaching(demand.leastKwh, storedKwh >= leastKwh, fromMs);
  const desiredAtMs = new Reaching(demand.desiredKwh, storedKwh >= desiredKwh, fromMs);
  let drawnKwh = 0;
  let endMs = fromMs;
  for (let cell = net.firstCell[i]!; cell < net.firstCell[i + 1]!; cell++) {
    const k = net.interval[cell]!;
    const hours = net.hours[k]!;
    const plannedKw = flow.cellKwh(cell) / hours;
    const kw = plannedKw + asideKw[cell]!;
    if (powerKw.length === 0 || powerKw.at(-1)![1] !== kw) powerKw.push([edgesMs[k]!, kw]);
    const flowKw = plannedKw + reservedKw;
    leastAtMs.pass(drawnKwh, flowKw, edgesMs[k]!, hours);
    desiredAtMs.pass(drawnKwh, flowKw, edgesMs[k]!, hours);
    drawnKwh += flowKw * hours;
    endMs = edgesMs[k + 1]!;
  }
  if (powerKw.length === 0 || powerKw.at(-1)![1] !== 0) powerKw.push([endMs, 0]);
  const shortKwh = (demand.leastKwh - gotKwh) / gridPerStored;
  const missingKwh = (demand.desiredKwh - gotKwh) / gridPerStored;
  const isShort = shortKwh > TOLERANCE_KWH;
  return {
    id,
    powerKw,
    leavesWithKwh:
      missingKwh > TOLERANCE_KWH
        ? storedKwh + gotKwh / gridPerStored
        : Math.max(storedKwh, desiredKwh),
    leastAtMs: isShort ? null : leastAtMs.atMs,
    desiredAtMs: missingKwh > TOLERANCE_KWH ? null : desiredAtMs.atMs,
    unmetKwh: isShort ? shortKwh : 0,
    shortfall: null,
  };
}

/** When so much has flowed. */
class Reaching {
  readonly #goalKwh: number;
  atMs: number | null;

  constructor(goalKwh: number, isThere: boolean, fromMs: number) {
    this.#goalKwh = goalKwh - TOLERANCE_KWH;
    this.atMs = isThere ? fromMs : null;
  }

  pass(drawnKwh: number, flowKw: number, fromMs: number, hours: number): void {
    if (this.atMs !== null || drawnKwh + flowKw * hours < this.#goalKwh) return;
    const waitHours = flowKw > 0 ? Math.max(0, this.#goalKwh - drawnKwh) / flowKw : 0;
    this.atMs = Math.ceil(fromMs + waitHours * HOUR_MS);
  }
}
