import type { TwinQuestion } from "../../twin/index.ts";
import { askTwin } from "../askTwin.ts";
import { exitCodes } from "../exitCodes.ts";
import type { OrderArguments } from "../orderOptions.ts";
import { readOrigin } from "../readOrigin.ts";
import type { Surroundings } from "../surroundings.ts";

/** Has a running twin do what a person on duty wants. */
export async function order(args: OrderArguments, around: Surroundings): Promise<number> {
  const found = readOrigin(args.folder, around);
  const answer = await askTwin(found, args.folder, questionOf(args), around);
  if ("error" in answer) {
    const meant = answer.near === null ? "" : `; did you mean ${answer.near}?`;
    around.stderr(`${answer.error}${meant}\n`);
    return exitCodes.usage;
  }
  if (!("order" in answer)) return exitCodes.bug;
  if (args.json) around.stdout(`${JSON.stringify(answer, null, 2)}\n`);
  const at = new Date(answer.order.knownAtMs).toISOString();
  const kw = args.value === undefined || args.value === "off" ? "" : " kW";
  const words = [args.order, args.target, ...(args.value === undefined ? [] : [args.value])];
  around.stderr(`ordered    ${words.join(" ")}${kw}, known at ${at}\n`);
  return exitCodes.ok;
}

function questionOf({ order: word, target, value }: OrderArguments): TwinQuestion {
  if (word !== "limit") return { ask: "order", order: word, pointId: target };
  const maxKw = value === "off" ? null : Number(value);
  return { ask: "order", order: word, nodeId: target, maxKw };
}
