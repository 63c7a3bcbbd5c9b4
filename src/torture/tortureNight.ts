import { type Device, Engine, phase, RandomStream } from "../engine/index.ts";
import type { RunResult } from "../kpi/index.ts";
import type { PresystemPort } from "../messages/index.ts";
import { digest } from "../record/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { SimulatedDepot } from "../simulation/index.ts";
import { endOfNight } from "./endOfNight.ts";
import type { Fault } from "./fault.ts";
import { FallbackWatch } from "./fallbackWatch.ts";
import { incidentsOf } from "./incidentsOf.ts";
import { LimitWatch } from "./limitWatch.ts";
import { JournalDiffers } from "../twin/index.ts";
import { soundParts, type TortureParts, MortalTwin } from "./mortalTwin.ts";
import { isOfPresystem } from "./presystem/presystemFault.ts";
import { WiredPresystem } from "./presystem/wiredPresystem.ts";
import { troubledPorts } from "./troubledPorts.ts";
import { Troubles } from "./troubles.ts";
import type { Rule, Violation } from "./violation.ts";

/** What came of a night. Plain JSON. */
export interface NightOutcome {
  /** The first thing that did not hold; null: everything did. */
  readonly violation: Violation | null;
  /** Of the whole result: one seed, one hash. */
  readonly digest: string;
  /** How often the process was started again. */
  readonly restarts: number;
  readonly commands: number;
  /** Lists of a presystem that got through; 0 where it is heard without any. */
  readonly lists: number;
}

/** How requests come to the charge management: from the simulated presystem itself, or as it speaks VDV 463. */
export type PresystemLink = "direct" | "vdv463";

/** What is the same for every night. */
export interface NightRules {
  /** How long it may take until a limit that has fallen is kept, or a list confirmed. */
  readonly reactionMs: number;
  readonly presystem: PresystemLink;
}

const RESTART_TIMER = 1;
const TIMERS = 2;

/** A night of a depot with a live charge management, and with everything that goes wrong in it. */
export class TortureNight implements Device {
  readonly #spec: Scenario;
  readonly #faults: readonly Fault[];
  readonly #engine: Engine;
  readonly #depot: SimulatedDepot;
  readonly #twin: MortalTwin;
  readonly #watches: readonly { look(nowMs: number): Violation | null }[];
  /** When something befalls the process or its disk, in order. */
  readonly #agenda: readonly { readonly atMs: number; readonly happens: () => void }[];
  #next = 0;
  readonly #troubles: Troubles;
  /** How many of its outages are known. */
  #outages = 0;
  readonly #slot: number;
  readonly #presystem: WiredPresystem | null;

  constructor(
    spec: Scenario,
    faults: readonly Fault[],
    seed: number,
    { reactionMs, presystem }: NightRules,
    parts: TortureParts = soundParts,
  ) {
    const incidents = [...spec.incidents, ...incidentsOf(faults, spec)];
    this.#spec = { ...spec, incidents };
    this.#faults = faults;
    this.#engine = new Engine(spec.run.fromMs);
    this.#depot = new SimulatedDepot(this.#engine, this.#spec);
    const ports = troubledPorts(this.#depot.ports, this.#engine, faults);
    const chance = new RandomStream(seed, "torture", "disk");
    const wired =
      presystem === "direct"
        ? null
        : new WiredPresystem(this.#engine, ports.presystem, faults, seed, reactionMs, (version) =>
            parts.attach(spec, version),
          );
    this.#presystem = wired;
    this.#twin = new MortalTwin(
      this.#engine,
      this.#spec,
      wired === null ? ports : { ...ports, presystem: silent },
      faults,
      chance,
      parts,
      wired?.reception ?? null,
    );
    this.#troubles = new Troubles(faults, spec, reactionMs);
    this.#watches = [
      new LimitWatch(this.#depot, spec, this.#troubles, reactionMs),
      new FallbackWatch(this.#depot, spec, faults, reactionMs),
    ];
    this.#slot = this.#engine.adopt(this, TIMERS);
    this.#agenda = this.#agendaOf(faults);
  }

  /** Runs it to its end, or to the first thing that does not hold. @param calm the same night without a fault */
  run(calm: RunResult): NightOutcome {
    const { toMs } = this.#spec.run;
    try {
      this.#twin.start();
      this.#depot.start();
      this.#presystem?.start();
      this.#wake();
      while (this.#engine.nextAtMs <= toMs) {
        const violation = this.#instant();
        if (violation !== null) return this.#outcome(violation, "");
      }
      this.#engine.advanceTo(toMs);
      const result = this.#depot.finish(true);
      const violation = endOfNight(result, calm, this.#spec, this.#spans()) ?? this.#replay();
      return this.#outcome(violation, digest(result));
    } catch (error) {
      const differs = error instanceof JournalDiffers;
      const found = differs ? error.message : String((error as Error).stack);
      return this.#outcome(this.#violation(differs ? "replay" : "crash", found), "");
    }
  }

  fire(timer: number): void {
    if (timer === RESTART_TIMER) this.#twin.start();
    else this.#agenda[this.#next++]!.happens();
    this.#wake();
  }

  #instant(): Violation | null {
    const { nextAtMs } = this.#engine;
    while (this.#engine.nextAtMs === nextAtMs) this.#twin.guard(() => this.#engine.step());
    this.#twin.instantSettled();
    this.#lookAfterTwin();
    this.#depot.instantSettled(this.#engine.nextAtMs);
    const found = this.#twin.violation;
    if (found !== null) return this.#violation(...found);
    for (const watch of this.#watches) {
      const violation = watch.look(nextAtMs);
      if (violation !== null) return violation;
    }
    return this.#presystem?.look(this.#twin, nextAtMs) ?? null;
  }

  /** Whoever looks after a process starts it again when it has ended. */
  #lookAfterTwin(): void {
    const { outages } = this.#twin;
    if (outages.length === this.#outages) return;
    this.#outages = outages.length;
    const outage = outages.at(-1)!;
    this.#troubles.add(outage);
    this.#presystem?.watch.away(outage);
    this.#engine.schedule(this.#slot + RESTART_TIMER, outage.toMs, phase.world);
  }

  #replay(): Violation | null {
    if (this.#twin.replays()) return null;
    return this.#violation("replay", "the journal makes another state than there is");
  }

  /** When something befell somebody. */
  #spans(): { readonly fromMs: number; readonly toMs: number }[] {
    // Clocks of devices decide nothing.
    const faults = this.#faults.filter(
      (fault) => fault.kind !== "kill" && fault.kind !== "clock" && !isOfPresystem(fault),
    );
    const spans = faults.map(({ fromMs, durationMs }) => ({ fromMs, toMs: fromMs + durationMs }));
    const late = this.#presystem?.watch.late(this.#engine.nowMs) ?? [];
    return [...spans, ...this.#twin.outages, ...late];
  }

  #agendaOf(faults: readonly Fault[]) {
    const own = this.#twin;
    const agenda: { atMs: number; happens: () => void }[] = [];
    for (const fault of faults) {
      const { fromMs, durationMs } = fault;
      const toMs = fromMs + durationMs;
      if (fault.kind === "kill") {
        agenda.push({ atMs: fromMs, happens: () => own.doom(fault) });
      } else if (fault.kind === "diskFull") {
        agenda.push({ atMs: fromMs, happens: () => own.fill(true) });
        agenda.push({ atMs: toMs, happens: () => own.fill(false) });
      }
    }
    return agenda.toSorted((a, b) => a.atMs - b.atMs);
  }

  #wake(): void {
    const next = this.#agenda[this.#next];
    if (next !== undefined) this.#engine.schedule(this.#slot, next.atMs, phase.world);
  }

  #violation(rule: Rule, found: string): Violation {
    return { rule, atMs: this.#engine.nowMs, found };
  }

  #outcome(violation: Violation | null, hash: string): NightOutcome {
    const { outages, commands } = this.#twin;
    const lists = this.#presystem?.watch.lists ?? 0;
    return { violation, digest: hash, restarts: outages.length, commands, lists };
  }
}

/** Whoever is heard elsewhere. */
const silent: PresystemPort = { listen() {}, send() {} };
