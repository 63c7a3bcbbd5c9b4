import {
  DayInStep,
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
import { type ClientNews, clientRules, PresystemClient } from "../../protocols/vdv463/index.ts";
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
/** The longest pause between two calls, in pauses after the first. */
const LONGEST_PAUSES = clientRules.longestReconnectMs / clientRules.reconnectMs;
/** In lock-step others stand still while we are away. */
const REDIAL_IN_STEP_S = 0.2;
/** For the other end to hang up, too [ms]. */
const FAREWELL_MS = 300;

/** Plays the presystem of a day against anybody's charge management. */
export async function emulate(args: EmulateArguments, around: Surroundings): Promise<number> {
  if (args["lock-step"] && args.speed !== undefined) {
    throw new UsageProblem("--lock-step does not go with --speed: the twin says how time goes");
  }
  const call = await callOf(args, around);
  const official =
    args.schemas === undefined ? null : await userSchemas(args.schemas, args.edition, around);
  const day = await presystemDay(args, around);
  for (const warning of day.loaded.warnings) around.stderr(`warning: ${warning}\n`);
  const said = wordsOf(args, day);
  if (said.length === 0 && !args["lock-step"]) {
    throw new UsageProblem("nobody has anything to say on that day");
  }
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

/** Word for word in lock-step; else as dispatchers would say it. A control centre speaks of late buses alone. */
function wordsOf(args: EmulateArguments, { loaded, said }: PresystemDay): readonly PresystemWord[] {
  if (args.presystem === "itcs") return lateBuses(said, TOLERANCE_MS);
  if (args["lock-step"]) return said;
  const { calendar } = loaded;
  const planAtMs = (arrivalMs: number): number => {
    const eveningBefore = calendar.serviceDay(arrivalMs - DAY_MS);
    return calendar.zone.ofServiceTime(eveningBefore, PLAN_MIN);
  };
  return dispatchRhythm(said, { planAtMs, toleranceMs: TOLERANCE_MS });
}

interface Played {
  readonly said: readonly PresystemWord[];
  readonly id: string;
  readonly talk: EmulatedTalk;
  readonly dial: Dial;
  readonly call: Awaited<ReturnType<typeof callOf>>;
  readonly day: PresystemDay;
}

/** How it came to an end. */
type Ending = "whole" | "interrupted" | "timeless";

async function play(args: EmulateArguments, around: Surroundings, played: Played): Promise<number> {
  const { talk } = played;
  const { timers } = around.network;
  const how = await new Promise<Ending>((resolve) => {
    const end = (ending: Ending): void => {
      client.stop();
      resolve(ending);
    };
    const speak = args["lock-step"] ? inStep : byTheWall;
    const client = speak(args, around, played, end);
    around.onInterrupt(() => end("interrupted"));
    client.start();
  });
  await new Promise<void>((resolve) => {
    timers.at(timers.nowMs() + FAREWELL_MS, resolve);
  });
  around.stderr(talk.summary());
  if (how === "interrupted") return exitCodes.interrupted;
  return talk.wasLetIn && how === "whole" ? exitCodes.ok : exitCodes.failure;
}

/** A client that will have said the day once it is started. @param end told how it came to an end */
type Speaking = (
  args: EmulateArguments,
  around: Surroundings,
  played: Played,
  end: (how: Ending) => void,
) => PresystemClient;

/** Says each word when it is due by the clock on the wall. */
const byTheWall: Speaking = (args, around, played, end) => {
  const { said, talk } = played;
  const { timers } = around.network;
  const client = clientOf(args, around, played, { emit: (news) => talk.hear(news) });
  const { speed = 1, "keep-times": keepsTimes } = args;
  const wall = { fromMs: said[0]!.knownAtMs, wallMs: timers.nowMs(), speed, keepsTimes };
  const port = spokenDay(said, wall, timers);
  new PresystemVoice(port, {
    timers,
    priorityOrder: priorityOrderOf(played),
    say: (list) => {
      talk.says(list);
      client.provideRequests(list);
    },
  }).start();
  timers.at(port.endsAtMs + LAST_ANSWERS_MS, () => end("whole"));
  return client;
};

/** Says each word when the charge management has come to it. */
const inStep: Speaking = (args, around, played, end) => {
  const { said, talk } = played;
  const client: PresystemClient = clientOf(args, around, played, {
    emit: (news) => {
      talk.hear(news);
      day.answer();
      if (news.kind !== "chargingInformation" || day.wasAsked) return;
      talk.warn("the charge management says no time: expected busbar twin --lock-step");
      end("timeless");
    },
    pinged: (text) => day.pinged(text),
  });
  const day = new DayInStep(said, {
    priorityOrder: priorityOrderOf(played),
    client: () => client,
    says: (list) => talk.says(list),
    over: () => end("whole"),
  });
  return client;
};

/** As whoever hears it reads it. */
function priorityOrderOf({ day: { loaded } }: Played) {
  return (loaded.scenario.presystems?.rules ?? presystemRules).priorityOrder;
}

function clientOf(
  args: EmulateArguments,
  { network: { timers } }: Surroundings,
  { id, dial, call, day }: Played,
  heard: {
    readonly emit: (news: ClientNews) => void;
    readonly pinged?: (text: string) => void;
  },
): PresystemClient {
  const { seed } = day.loaded.scenario;
  const chance = new RandomStream(seed, "emulate", id, "pause");
  const losses = new RandomStream(seed, "emulate", id, "connectionLoss");
  const { "reconnect-min": meanMin, "lock-step": isLockStep } = args;
  const usualS = isLockStep ? REDIAL_IN_STEP_S : clientRules.reconnectMs / 1000;
  const reconnectMs = 1000 * (args["redial-s"] ?? usualS);
  return new PresystemClient(
    {
      url: args.cms,
      credentials: call.credentials,
      versions: args.edition,
      presentPowerIs: "actual",
      rules: {
        ...clientRules,
        reconnectMs,
        longestReconnectMs: LONGEST_PAUSES * reconnectMs,
        presystem: args.presystem === "dms" ? "BMS" : "ITCS",
        presystemId: id,
      },
    },
    {
      timers,
      chance: () => chance.uniform(),
      idSeed: `${id} ${timers.nowMs()}`,
      ...heard,
      dial: meanMin === undefined ? dial : shakyDial(dial, timers, losses, meanMin * MINUTE_MS),
    },
  );
}
