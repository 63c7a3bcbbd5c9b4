import { AttachedPresystems, knownDepot, PresystemsInStep } from "../drivers/vdv463/index.ts";
import type { FromOutside } from "../messages/index.ts";
import type { Door, Timers } from "../protocols/transport/index.ts";
import type { OfficialSchemas, ServerEvent, Version } from "../protocols/vdv463/index.ts";
import { preconditioningOf, type PresystemsSpec, type Scenario } from "../scenario/index.ts";
import {
  type InStep,
  type LogFields,
  NotKept,
  type PresystemHost,
  type Serving,
  type TwinLog,
} from "../twin/index.ts";
import { smallText } from "./callOf.ts";
import { Guard } from "./guard.ts";
import { NetworkProblem } from "./networkProblem.ts";
import { presystemSetting } from "./presystemSetting.ts";
import { schemaDoor } from "./schemaDoor.ts";
import type { Surroundings } from "./surroundings.ts";

/** Presystems are shown figures that have changed after this at the latest [ms]. */
const LOOK_MS = 2000;
/** For presystems to hang up [ms]. */
const FAREWELL_MS = 3000;
/** In lock-step a night of messages takes seconds. */
const ANY_RATE = { burst: 1e9, perSecond: 1e9 };

/** Real presystems of a twin, for as long as it runs. */
export interface TwinPresystems extends Serving {
  /** Tells those in lock-step that nothing will happen any more, and lets them hang up. */
  over(): Promise<void>;
}

/** Who may call, with the password itself. */
type PresystemAccount = Omit<PresystemsSpec["accounts"][number], "passwordFile"> & {
  readonly password: string;
};

/** How a twin is called. */
export interface PresystemsCalled {
  readonly scenario: Scenario;
  readonly run: PresystemHost;
  readonly log: TwinLog;
  /** What their frames are held against; null: nothing. */
  readonly official: ReadonlyMap<Version, OfficialSchemas> | null;
  /** Has virtual time stand still until all of them have said what is due; null: it goes as it goes. */
  readonly keepStep: ((others: InStep) => void) | null;
}

/** Lets real presystems call a twin; null where its scenario names none. @throws NetworkProblem, InputProblem */
export async function twinPresystems(
  called: PresystemsCalled,
  around: Surroundings,
): Promise<TwinPresystems | null> {
  const { run, log, official } = called;
  const { presystems } = called.scenario;
  if (presystems === null) return null;
  const { host, port, path } = presystems;
  const { tls, accounts } = await secretsOf(presystems, around);
  const guard = new Guard((error) => {
    if (!(error instanceof NotKept)) run.fail(error);
  });
  const { attached, steps } = attach(called, { ...presystems, accounts }, guard, around);
  attached.desk.recall(run.requests());
  guard.try(() => lookIfItCan(attached, run));
  const checked = official && schemaDoor(attached.door, official, log);
  const { network } = around;
  const listening = await network
    .listen({ host, port, tls }, guard.door(whileItHears(checked?.door ?? attached.door, run)))
    .catch((error: Error) => {
      throw new NetworkProblem(error.message);
    });
  const url = `${listening.url}${path}`;
  around.stderr(`vdv463     ${url}\n`);
  const timers = guard.timers(network.timers);
  const patience = steps === null ? null : new Patience(steps, around);
  let cancel: (() => void) | null = null;
  const lookOn = (): void => {
    cancel = timers.at(timers.nowMs() + LOOK_MS, lookOn);
    patience?.look();
    lookIfItCan(attached, run);
  };
  guard.try(lookOn);
  return {
    over: async () => {
      if (steps !== null) await within(FAREWELL_MS, steps.over(), timers);
    },
    end: async () => {
      cancel?.();
      attached.close();
      await listening.close();
      if (checked !== null) around.stderr(`schemas    ${checked.summary()}\n`);
    },
  };
}

/** What is believed before the depot was met may be of yesterday, and what comes of it can be kept nowhere. */
function lookIfItCan(attached: AttachedPresystems, { canHear }: PresystemHost): void {
  if (canHear) attached.look();
}

/** Nobody comes in while nobody could be heard. */
function whileItHears(door: Door, run: PresystemHost): Door {
  return {
    admit: (upgrade) => (run.canHear ? door.admit(upgrade) : { status: 503 }),
    opened: (socket, upgrade, subprotocol) => door.opened(socket, upgrade, subprotocol),
  };
}

/** Waits for something, but no longer than that. */
async function within(mostMs: number, awaited: Promise<void>, timers: Timers): Promise<void> {
  const cancels: (() => void)[] = [];
  const longest = new Promise<void>((resolve) => {
    cancels.push(timers.at(timers.nowMs() + mostMs, resolve));
  });
  await Promise.race([awaited, longest]);
  for (const cancel of cancels) cancel();
}

function attach(
  { scenario, run, log, keepStep }: PresystemsCalled,
  presystems: Omit<PresystemsSpec, "accounts"> & {
    readonly accounts: readonly PresystemAccount[];
  },
  guard: Guard,
  { network }: Surroundings,
): { readonly attached: AttachedPresystems; readonly steps: PresystemsInStep | null } {
  const timers = guard.timers(network.timers);
  const { accounts } = presystems;
  const { rules, options } = presystemSetting(presystems);
  const frames = keepStep !== null ? ANY_RATE : options.rules.frames;
  const words: FromOutside[] = [];
  /** In lock-step they see the depot as it was when they were asked last, whenever they look. */
  let seen: ReturnType<PresystemHost["view"]> | null = null;
  const attached: AttachedPresystems = new AttachedPresystems(
    { rules, ...knownDepot(scenario), cabinOf: preconditioningOf(scenario) },
    { ...options, accounts, rules: { ...options.rules, frames } },
    {
      timers,
      idSeed: `twin ${timers.nowMs()}`,
      view: () => (steps === null ? run.view() : (seen ??= run.view(steps.nowMs))),
      controllerMs: () => steps?.nowMs ?? run.nowMs,
      // In lock-step a night of lists takes seconds.
      isShownAtLooksAlone: keepStep !== null,
      told: () => run.hear(words.splice(0)),
      emit: (event) => {
        if (event.kind !== "pinged") log.info(`vdv463 ${event.kind}`, scalars(event));
        steps?.heard(event);
      },
    },
  );
  attached.port.listen((word) => words.push(word));
  const steps =
    keepStep !== null
      ? new PresystemsInStep(
          accounts.flatMap(({ presystemIds }) => presystemIds),
          {
            nowMs: () => run.lastInstantAtMs,
            ping: (presystemId, text) => attached.ping(presystemId, text),
            isAnswered: () => attached.isAnswered,
            judge: () => {
              seen = null;
              attached.judge();
            },
          },
        )
      : null;
  if (steps !== null) keepStep?.(steps);
  return { attached, steps };
}

/** Passwords and certificates, from their files. @throws InputProblem */
async function secretsOf({ tls, ...presystems }: PresystemsSpec, around: Surroundings) {
  const accounts: PresystemAccount[] = [];
  for (const { passwordFile, ...account } of presystems.accounts) {
    const password = (await smallText(passwordFile, around)).replace(/\r?\n$/, "");
    accounts.push({ ...account, password });
  }
  if (tls === null) return { tls, accounts };
  const cert = await smallText(tls.certFile, around);
  const key = await smallText(tls.keyFile, around);
  return { tls: { cert, key }, accounts };
}

/** Tells people whom a twin in lock-step waits for, once it has waited from one look to the next. */
class Patience {
  readonly #steps: PresystemsInStep;
  readonly #around: Pick<Surroundings, "stderr">;
  #before = "";
  #told = "";

  constructor(steps: PresystemsInStep, around: Pick<Surroundings, "stderr">) {
    this.#steps = steps;
    this.#around = around;
  }

  look(): void {
    const { nowMs, awaited } = this.#steps;
    const whom = awaited.length === 0 ? "" : `${nowMs} ${awaited.join(", ")}`;
    if (whom !== "" && whom === this.#before && whom !== this.#told) {
      this.#around.stderr(`waits for  ${awaited.join(", ")}: busbar emulate … --lock-step\n`);
      this.#told = whom;
    }
    this.#before = whom;
  }
}

/** What fits a line of a log: lists are left out. */
function scalars(event: ServerEvent): LogFields {
  const fields = Object.entries(event).filter(
    ([, value]) => value === null || typeof value !== "object",
  );
  return Object.fromEntries(fields);
}
