import type { Command } from "../../src/messages/index.ts";
import { digest } from "../../src/record/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { RemoteManagement, ServedDepot } from "../../src/simulation/index.ts";
import { Wire } from "./memoryChannel.ts";

/** What came of a run over a pipe. */
export interface Piped {
  readonly digest: string;
  readonly commands: readonly Command[];
  readonly lines: number;
  readonly warnings: readonly string[];
}

/**
 * Runs a scenario with its charge management at the far end of a pipe, in lock-step. Wherever the
 * pipe is cut the controller dies, and another goes on from what was last kept.
 * @param cuts after so many lines
 */
export function pipedRun(scenario: Scenario, cuts: readonly number[] = []): Piped {
  const warnings: string[] = [];
  const wire = new Wire(cuts);
  const both = {
    scenario: "same",
    warn: (text: string) => void warnings.push(text),
    refused: (reason: string) => void warnings.push(reason),
  };
  let kept: { state: string; commands: Command[] } | null = null;
  let commands: Command[] = [];
  const open = (): void => {
    commands = [...(kept?.commands ?? [])];
    const own = commands;
    const management = new RemoteManagement(
      scenario,
      {
        ...both,
        commit: () => {
          if (cuts.length > 0)
            kept = { state: JSON.stringify(management.snapshot()), commands: [...own] };
        },
      },
      { journal: { observed: () => {}, commanded: (c) => void own.push(c), commit: () => true } },
    );
    if (kept !== null) {
      management.restore(JSON.parse(kept.state) as ReturnType<RemoteManagement["snapshot"]>);
    }
    const [near, far] = wire.open();
    management.connect(far);
    depot.connect(near);
    near.onClose(() => void (isCut = true));
  };
  let isCut = false;
  const depot = new ServedDepot(scenario, { ...both, pacing: "lockStep", speed: null });
  open();
  while (depot.nextAtMs <= scenario.run.toMs) {
    depot.step();
    while (depot.quiet() !== null) {
      const before = wire.lines;
      wire.pump();
      if (wire.lines === before) throw new Error(`nobody says anything: ${warnings.join("; ")}`);
      if (!isCut) continue;
      isCut = false;
      open();
    }
  }
  return { digest: digest(depot.finish()), commands, lines: wire.lines, warnings };
}
