import {
  dispatchRhythm,
  lateBuses,
  presystemRules,
  PresystemVoice,
  type PresystemWord,
  shakyDial,
  spokenDay,
  tappedDial,
  type WireTap,
} from "../../drivers/vdv463/index.ts";
import { RandomStream } from "../../engine/index.ts";
import type { Dial } from "../../protocols/transport/index.ts";
import { clientRules, PresystemClient } from "../../protocols/vdv463/index.ts";
import { callOf } from "../callOf.ts";
import { EmulatedTalk } from "../emulatedTalk.ts";
import { exitCodes } from "../exitCodes.ts";
import { presystemDay, type PresystemDay } from "../presystemDay.ts";
import { schemaTap } from "../schemaTap.ts";
import type { Surroundings } from "../surroundings.ts";
import { UsageProblem } from "../tellFailure.ts";
import { userSchemas } from "../userSchemas.ts";
import type { EmulateArguments } from "../emulateOptions.ts";
import { openWireLog, tapInto } from "../wireLog.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Plans for the next service day are made at this time of day. Estimate. */
const PLAN_MIN = 18 * 60;
/** Delays up to this are not worth a message. Estimate. */
const TOLERANCE_MS = 5 * MINUTE_MS;
/** From the last word of the day until we hang up, for what is still to be answered [ms]. */
const LAST_ANSWERS_MS = 5000;
/** For the other end to hang up, too [ms]. */
const FAREWELL_MS = 300;

/** Plays the presystem of a day against anybody's charge management. */
export async function emulate(args: EmulateArguments, around: Surroundings): Promise<number> {
  const call = await callOf(args, around);
  const official =
    args.schemas === undefined ? null : await userSchemas(args.schemas, args.edition, around);
  const day = await presystemDay(args, around);
  for (const warning of day.loaded.warnings) around.stderr(`warning: ${warning}\n`);
  const said = wordsOf(args, day);
  if (said.length === 0) throw new UsageProblem("nobody has anything to say on that day");
  const id = args["presystem-id"] ?? `urn:busbar:${args.presystem}`;
  const talk = new EmulatedTalk(id, around);
  const wire =
    args.log === undefined
      ? null
      : openWireLog(
          args.log,
          {
            recorder: { name: "busbar", version: around.version, vantage: "client" },
            isSynthetic: true,
          },
          around,
        );
  try {
    const taps = [
      ...(wire === null ? [] : [tapInto(wire, id)]),
      ...(official === null ? [] : [schemaTap(official, (text) => talk.warn(text))]),
    ];
    const dial = tapped(await around.network.dial(call), taps);
    return await play(args, around, { said, id, talk, dial, call, day });
  } finally {
    wire?.end();
  }
}

function tapped(dial: Dial, taps: readonly WireTap[]): Dial {
  return taps.reduce((inner, tap) => tappedDial(inner, tap), dial);
}

/** As dispatchers or a control centre would say it. */
function wordsOf({ presystem }: EmulateArguments, { loaded, said }: PresystemDay): PresystemWord[] {
  const { calendar } = loaded;
  const planAtMs = (arrivalMs: number): number => {
    const eveningBefore = calendar.serviceDay(arrivalMs - DAY_MS);
    return calendar.zone.ofServiceTime(eveningBefore, PLAN_MIN);
  };
  const rhythm = { planAtMs, toleranceMs: TOLERANCE_MS };
  return presystem === "dms" ? dispatchRhythm(said, rhythm) : lateBuses(said, TOLERANCE_MS);
}

interface Played {
  readonly said: readonly PresystemWord[];
  readonly id: string;
  readonly talk: EmulatedTalk;
  readonly dial: Dial;
  readonly call: Awaited<ReturnType<typeof callOf>>;
  readonly day: PresystemDay;
}

async function play(args: EmulateArguments, around: Surroundings, played: Played): Promise<number> {
  const { said, id, talk, dial, call, day } = played;
  const { timers } = around.network;
  const { seed } = day.loaded.scenario;
  const chance = new RandomStream(seed, "emulate", id, "pause");
  const losses = new RandomStream(seed, "emulate", id, "connectionLoss");
  const meanMin = args["reconnect-min"];
  const presystem = args.presystem === "dms" ? "BMS" : "ITCS";
  const client = new PresystemClient(
    {
      url: args.cms,
      credentials: call.credentials,
      versions: args.edition,
      presentPowerIs: "actual",
      rules: { ...clientRules, presystem, presystemId: id },
    },
    {
      timers,
      chance: () => chance.uniform(),
      idSeed: `${id} ${timers.nowMs()}`,
      emit: (news) => talk.hear(news),
      dial: meanMin === undefined ? dial : shakyDial(dial, timers, losses, meanMin * MINUTE_MS),
    },
  );
  const fromMs = said[0]!.knownAtMs;
  const { speed, "keep-times": keepsTimes } = args;
  const port = spokenDay(said, { fromMs, wallMs: timers.nowMs(), speed, keepsTimes }, timers);
  const { priorityOrder } = day.loaded.scenario.presystems?.rules ?? presystemRules;
  new PresystemVoice(port, {
    timers,
    priorityOrder,
    say: (list) => {
      talk.says(list);
      client.provideRequests(list);
    },
  }).start();
  client.start();
  const isWhole = await new Promise<boolean>((resolve) => {
    around.onInterrupt(() => resolve(false));
    timers.at(port.endsAtMs + LAST_ANSWERS_MS, () => resolve(true));
  });
  client.stop();
  await new Promise<void>((resolve) => {
    timers.at(timers.nowMs() + FAREWELL_MS, resolve);
  });
  around.stderr(talk.summary());
  if (!isWhole) return exitCodes.interrupted;
  return talk.wasLetIn ? exitCodes.ok : exitCodes.failure;
}
