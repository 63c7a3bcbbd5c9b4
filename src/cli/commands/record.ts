import { smallText } from "../callOf.ts";
import { exitCodes } from "../exitCodes.ts";
import { NetworkProblem } from "../networkProblem.ts";
import type { RecordArguments } from "../recordOptions.ts";
import { relayTap } from "../relayTap.ts";
import type { Surroundings } from "../surroundings.ts";
import { openWireLog, type WireLog } from "../wireLog.ts";

/** Stands between presystems and a charge management and records what they say, until people stop it. */
export async function record(args: RecordArguments, around: Surroundings): Promise<number> {
  const { cert, key, ca, upstream, listen, "allow-plain": allowPlain } = args;
  const tls =
    cert === undefined || key === undefined
      ? null
      : { cert: await smallText(cert, around), key: await smallText(key, around) };
  const options = {
    ...listen,
    tls,
    upstream,
    allowPlain,
    ca: ca === undefined ? null : await smallText(ca, around),
  };
  let calls = 0;
  let wire: WireLog | null = null;
  const relay = await around.network
    .relay(options, () => relayTap(wire!, `call ${++calls}`))
    .catch((error: Error) => {
      throw new NetworkProblem(error.message);
    });
  try {
    // Before anybody can have called: nothing has been waited for.
    wire = openWireLog(args.log, recorder(around), around);
    around.stderr(`recording  ${relay.url} to ${upstream} into ${args.log}; Ctrl-C ends it\n`);
    await new Promise<void>((resolve) => {
      around.onInterrupt(resolve);
    });
    around.stderr(`recorded   ${calls} calls\n`);
  } finally {
    await relay.close();
    wire?.end();
  }
  // To be stopped is how it ends.
  return exitCodes.ok;
}

function recorder({ version }: Surroundings) {
  const vantage = "proxy" as const;
  return { recorder: { name: "busbar", version, vantage }, isSynthetic: false };
}
