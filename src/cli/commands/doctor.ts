import { tappedDial } from "../../drivers/vdv463/index.ts";
import type { ServerLook } from "../../host/index.ts";
import {
  type ChargingInformation,
  type ClientNews,
  clientRules,
  PresystemClient,
} from "../../protocols/vdv463/index.ts";
import { type Call, callOf } from "../callOf.ts";
import { type DoctorStep, doctorSteps } from "../doctorSteps.ts";
import { exitCodes } from "../exitCodes.ts";
import { schemaTap } from "../schemaTap.ts";
import type { Surroundings } from "../surroundings.ts";
import { userSchemas } from "../userSchemas.ts";
import type { DoctorArguments } from "../doctorOptions.ts";

/** For each answer. Estimate. */
const PATIENCE_MS = 20_000;
const DAY_MS = 86_400_000;

/** Says step by step what a charge management answers, and what to do where it does not. It asks for no charging. */
export async function doctor(args: DoctorArguments, around: Surroundings): Promise<number> {
  const call = await callOf(args, around);
  const look = await around.network.look(args.url, call.ca);
  const steps = lookSteps(args, look, around.network.timers.nowMs());
  if (steps.every(({ is }) => is !== "bad")) steps.push(...(await talkSteps(args, call, around)));
  around.stdout(args.json ? `${JSON.stringify({ steps }, null, 2)}\n` : doctorSteps(steps));
  return steps.some(({ is }) => is === "bad") ? exitCodes.failure : exitCodes.ok;
}

const good = (step: string, found: string): DoctorStep => ({ step, is: "good", found, mend: null });
const doubtful = (step: string, found: string, mend: string): DoctorStep => ({
  step,
  is: "doubtful",
  found,
  mend,
});
const bad = (step: string, found: string, mend: string): DoctorStep => ({
  step,
  is: "bad",
  found,
  mend,
});

function lookSteps({ url }: DoctorArguments, look: ServerLook, nowMs: number): DoctorStep[] {
  const { hostname } = new URL(url);
  if (look.address === null) {
    const mend =
      "check the spelling; ask whoever runs the network for its name there, or take its address";
    return [bad("name", `nobody knows ${hostname}`, mend)];
  }
  const steps = [good("name", `${hostname} is ${look.address}`)];
  if (look.refused !== null) {
    const mend =
      "check the port, that the server runs, and that no firewall is between; a server without TLS wants ws://";
    return [...steps, bad("connection", look.refused, mend)];
  }
  steps.push(good("connection", "it is there"));
  if (look.tls === null) {
    const mend = "VDV 463 asks for TLS 1.2 or later: on other machines use wss://";
    return [...steps, doubtful("encryption", "none", mend)];
  }
  const { version, cipher, distrust, subject, validToMs, curve } = look.tls;
  steps.push(good("encryption", `${version}, ${cipher}`));
  const until = new Date(validToMs).toISOString().slice(0, 10);
  if (distrust !== null) {
    const mend =
      "have the operator send the certificate that vouches for it, and name it with --ca";
    return [...steps, bad("certificate", `of ${subject}: ${distrust}`, mend)];
  }
  if (validToMs < nowMs + 30 * DAY_MS) {
    const mend = "ask the operator for a new one before that day";
    steps.push(doubtful("certificate", `of ${subject}, ends on ${until}`, mend));
  } else if (curve === null) {
    const mend =
      "the cipher that VDV 463 names needs a certificate with an EC key; others may refuse this one";
    steps.push(doubtful("certificate", `of ${subject}, until ${until}, no EC key`, mend));
  } else steps.push(good("certificate", `of ${subject}, until ${until}, ${curve}`));
  return steps;
}

/** Boots, waits for the depot, and hangs up. */
async function talkSteps(
  args: DoctorArguments,
  call: Call,
  around: Surroundings,
): Promise<DoctorStep[]> {
  const { timers } = around.network;
  const warnings = new Set<string>();
  const official =
    args.schemas === undefined ? new Map() : await userSchemas(args.schemas, args.edition, around);
  const tap = schemaTap(official, (text) => warnings.add(text));
  const news: ClientNews[] = [];
  const dial = await around.network.dial(call);
  const isOver = await new Promise<string | null>((resolve) => {
    const client = new PresystemClient(
      {
        url: args.url,
        credentials: call.credentials,
        versions: args.edition,
        presentPowerIs: "actual",
        rules: {
          ...clientRules,
          presystem: "BMS",
          presystemId: args["presystem-id"] ?? "urn:busbar:doctor",
        },
      },
      {
        timers,
        chance: () => 0.5,
        idSeed: `doctor ${timers.nowMs()}`,
        dial: tappedDial(dial, tap),
        emit: (one) => {
          news.push(one);
          if (one.kind === "warning") warnings.add(one.text);
          const isEnd = ["chargingInformation", "bootRejected", "disconnected"];
          if (!isEnd.includes(one.kind)) return;
          client.stop();
          resolve(one.kind === "disconnected" ? one.reason : null);
        },
      },
    );
    client.start();
    timers.at(timers.nowMs() + PATIENCE_MS, () => {
      client.stop();
      resolve(`no answer within ${PATIENCE_MS / 1000} s`);
    });
  });
  return [...newsSteps(news, isOver, call), ...[...warnings].map(warningStep)];
}

function newsSteps(news: readonly ClientNews[], reason: string | null, call: Call): DoctorStep[] {
  const connected = news.find((one) => one.kind === "connected");
  if (connected === undefined) return [refusedStep(reason ?? "", call)];
  const steps = [
    good(
      "upgrade",
      call.credentials === null ? "let in without a user" : "user and password are right",
    ),
    good("edition", `${connected.version}, by the subprotocol agreed upon`),
  ];
  if (news.some(({ kind }) => kind === "bootRejected")) {
    const mend =
      "ask the operator whether this presystem id may come in with this user (--presystem-id)";
    return [...steps, bad("boot", "rejected", mend)];
  }
  if (!news.some(({ kind }) => kind === "bootAccepted")) {
    const mend =
      "the server must answer a BootNotification; ask its maker with a recording of busbar record";
    return [...steps, bad("boot", reason ?? "no answer", mend)];
  }
  steps.push(good("boot", "accepted"));
  const told = news.find((one) => one.kind === "chargingInformation");
  if (told === undefined) {
    const mend =
      "after a boot the server must tell of its depot; presystems may not ask for anything before";
    return [...steps, bad("information", reason ?? "none came", mend)];
  }
  return [...steps, informationStep(told.information)];
}

function refusedStep(reason: string, { credentials }: Call): DoctorStep {
  const status = /^status (\d+)$/.exec(reason)?.[1];
  const mends: Readonly<Record<string, string>> = {
    "401":
      credentials === null
        ? "it wants a user: --user NAME --password-file FILE"
        : "the user or the password is wrong: ask the operator",
    "403": "the user may not come in here: ask the operator for the path of this presystem",
    "404": "the path is another: ask the operator for the whole address",
    "429": "too many calls: wait a minute",
    "503": "the server has no room or is not ready: try again later",
  };
  if (status !== undefined) {
    return bad("upgrade", reason, mends[status] ?? "ask the operator what stands at this address");
  }
  const mend = /subprotocol|1002/i.test(reason)
    ? "it speaks none of the editions that we offer: try --edition 1.0, 1.1 or 2.0"
    : "what is there does not speak WebSocket at this path: ask the operator for the whole address";
  return bad("upgrade", reason, mend);
}

function informationStep({ depotInfoList }: ChargingInformation): DoctorStep {
  const stations = depotInfoList.flatMap((depot) => depot.chargingStationInfoList);
  const points = stations.flatMap((station) => station.chargingPointInfoList);
  const found = `${depotInfoList.length} depots, ${stations.length} stations, ${points.length} points`;
  if (points.length > 0) return good("information", found);
  return doubtful(
    "information",
    found,
    "without points nothing can be asked for: is the depot set up?",
  );
}

function warningStep(text: string): DoctorStep {
  return doubtful("message", text, "it does no harm here; others may be stricter: tell its maker");
}
