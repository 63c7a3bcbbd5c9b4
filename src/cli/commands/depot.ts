import { WakeableClock } from "../../engine/index.ts";
import type { LineChannel } from "../../links/index.ts";
import { shortHash } from "../../record/index.ts";
import type { LoadedScenario } from "../../scenario/index.ts";
import { ServedDepot } from "../../simulation/index.ts";
import { exitCodes } from "../exitCodes.ts";
import type { DepotArguments } from "../options.ts";
import type { Surroundings } from "../surroundings.ts";
import { run } from "./run.ts";

/** Where the channel is this process's own input and output. */
const STDIO = "-";

/**
 * Serves the simulated depot of a scenario to a controller in another process, and tells in the end
 * what came of it, as `run` does. In lock-step, or paced where there is a speed.
 */
export async function depot(args: DepotArguments, around: Surroundings): Promise<number> {
  const service = new DepotService(args, around);
  try {
    const { listen: _listen, ...own } = args;
    const exitCode = await run({ ...own, json: false }, service.around, service.open);
    const isRefused = service.isRefused && exitCode === exitCodes.interrupted;
    return isRefused ? exitCodes.failure : exitCode;
  } finally {
    service.stop();
  }
}

/** A depot that is served, and what has to be stopped with it. */
class DepotService {
  readonly around: Surroundings;
  isRefused = false;
  readonly #args: DepotArguments;
  readonly #clock: WakeableClock;
  readonly #stops: (() => void)[] = [];

  constructor(args: DepotArguments, around: Surroundings) {
    this.#args = args;
    this.#clock = new WakeableClock(around.clock);
    this.around = {
      ...around,
      clock: this.#clock,
      onInterrupt: (tell) => {
        this.#stops.push(tell);
        around.onInterrupt(() => this.stop());
      },
    };
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  readonly open = async (
    { scenario, resolved }: LoadedScenario,
    metersPoints: boolean,
  ): Promise<ServedDepot> => {
    const { listen, speed } = this.#args;
    const warn = (text: string): void => this.around.stderr(`warning: ${text}\n`);
    let startMs = this.#clock.nowMs();
    const clockMs = (): number =>
      scenario.run.fromMs + Math.floor((this.#clock.nowMs() - startMs) * (speed ?? 1));
    const refused = (reason: string): void => {
      warn(reason);
      if (listen !== STDIO) return;
      this.isRefused = true;
      this.stop();
    };
    const both = { scenario: shortHash(resolved), warn, refused };
    const paced = { clockMs, woken: () => this.#clock.wake() };
    const served = new ServedDepot(
      scenario,
      speed === undefined
        ? { ...both, pacing: "lockStep", speed: null }
        : { ...both, ...paced, pacing: "paced", speed },
      metersPoints,
    );
    this.#stops.push(() => served.close());
    const first = await this.#listen(served, warn, () => served.nextAtMs > scenario.run.toMs);
    // In lock-step the first question waits by itself.
    if (speed !== undefined) await first();
    startMs = this.#clock.nowMs();
    return served;
  };

  /** @param isOver when nobody is needed any more. Gives what waits for the first controller. */
  async #listen(
    served: ServedDepot,
    warn: (text: string) => void,
    isOver: () => boolean,
  ): Promise<() => Promise<void>> {
    const { channels } = this.around;
    const { listen } = this.#args;
    const waiting: (() => void)[] = [];
    const met = (): void => waiting.forEach((resolve) => resolve());
    const first = new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
    this.#stops.push(met);
    const hear = (channel: LineChannel): void => {
      served.connect(channel);
      met();
    };
    if (listen === STDIO) {
      const channel = channels.stdio(warn);
      // When the other end is gone, nobody else will come.
      channel.onClose(() => isOver() || this.stop());
      hear(channel);
    } else {
      const listener = await channels.listen(listen, hear, warn);
      this.#stops.push(() => listener.close());
    }
    return () => first;
  }
}
