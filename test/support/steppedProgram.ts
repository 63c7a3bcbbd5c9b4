import type { PlanningProblem } from "../../src/messages/index.ts";
import { type LeastPeak, leastPeak, leastPeakFor } from "./leastPeak.ts";
import { type SlotCell, type SlotProgram, slotProgramOf } from "./slotProgram.ts";

/**
 * The least unmet energy and then the smallest peak where power comes in steps, by mixed programs
 * over slots of constant power: 0 or at least the minimum, whole modules at each outlet, so many
 * outlets at once. For small instances.
 */
export async function steppedProgram(problem: PlanningProblem): Promise<LeastPeak> {
  return leastPeak(inSteps(problem));
}

/** The smallest peak that leaves no bus more short than this; null where that cannot be. */
export async function steppedProgramFor(
  problem: PlanningProblem,
  allowedKwh: readonly number[],
): Promise<LeastPeak | null> {
  return leastPeakFor(inSteps(problem), allowedKwh);
}

function inSteps(problem: PlanningProblem): SlotProgram {
  const slotProgram = slotProgramOf(problem, "constant", { minKw: true });
  const { cells } = slotProgram;
  for (const [c, { ratedKw, moduleKw, outletsAtOnce }] of problem.cabinets.entries()) {
    const here = cells.filter(({ session }) => problem.sessions[session]!.cabinet === c);
    if (moduleKw !== null) {
      const most = Math.floor(ratedKw / moduleKw + 1e-9);
      shareWholes(slotProgram, here, most, () => moduleKw);
    }
    if (outletsAtOnce !== null) {
      shareWholes(slotProgram, here, outletsAtOnce, ({ mostKw }) => mostKw);
    }
  }
  return slotProgram;
}

/** In every slot so many wholes are dealt; power is no more than the wholes that a session has. */
function shareWholes(
  { program }: SlotProgram,
  cells: readonly SlotCell[],
  most: number,
  eachKw: (cell: SlotCell) => number,
): void {
  for (const slot of new Set(cells.map((cell) => cell.slot))) {
    const wholes = cells
      .filter((cell) => cell.slot === slot)
      .map((cell) => {
        const whole = program.whole(Math.min(most, Math.ceil(cell.mostKw / eachKw(cell) - 1e-9)));
        program.row({
          lower: -Infinity,
          upper: 0,
          columns: [cell.column, whole],
          values: [1, -eachKw(cell)],
        });
        return whole;
      });
    program.row({ lower: 0, upper: most, columns: wholes, values: wholes.map(() => 1) });
  }
}
