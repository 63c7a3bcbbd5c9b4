import type { PlanningProblem } from "../../src/messages/index.ts";
import type { Solver } from "../../src/planning/index.ts";
import { energyProgramOf } from "../../src/planning/solver/energyProgram.ts";

/**
 * What every session leaves with [kWh] when each in turn takes all that those before it
 * leave: one program for every part, by the very words of the rule.
 */
export async function servedOneByOne(problem: PlanningProblem, solver: Solver): Promise<number[]> {
  const energy = energyProgramOf(problem);
  const order = problem.sessions
    .map(({ priority, toMs, id }, i) => ({ priority, toMs, id, i }))
    .toSorted((a, b) => b.priority - a.priority || a.toMs - b.toMs || (a.id < b.id ? -1 : 1));
  const parts = (["least", "desired"] as const).flatMap((part) =>
    order.map(({ i }) => ({ part, i })),
  );
  return solver.withProgram(energy.program, (held) => {
    const gotKwh = problem.sessions.map(() => ({ least: 0, desired: 0 }));
    for (const { part, i } of parts) {
      const column = energy.sessions[i]![part];
      held.price(energy.program.costs.map((_, c) => (c === column ? -1 : 0)));
      const kwh = Math.max(0, held.optimum().columns[column]!);
      gotKwh[i]![part] = kwh;
      // A hair less is as good, and no later program fails by rounding.
      held.boundColumn(column, Math.max(0, kwh - 1e-9), Math.max(kwh, 0));
    }
    return problem.sessions.map(({ storedKwh, desiredKwh }, i) => {
      const { demand } = energy.sessions[i]!;
      const wantedKwh = demand.leastKwh + demand.desiredKwh;
      const lessKwh = wantedKwh - gotKwh[i]!.least - gotKwh[i]!.desired;
      return Math.max(storedKwh, desiredKwh - lessKwh / demand.gridPerStored);
    });
  });
}
