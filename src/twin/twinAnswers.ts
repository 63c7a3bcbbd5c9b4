import { id, type NodeId, type OperatorOrder, type PointId } from "../messages/index.ts";
import { closestWord, type Scenario } from "../scenario/index.ts";
import type { Belief } from "./forecast/belief.ts";
import type { LiveRun } from "./liveRun.ts";

/** What a person on duty can order of a point, beside limits of nodes. */
export const pointOrders = ["charge", "hold", "outOfService", "auto"] as const;

/** What can be asked of a twin that runs. Plain JSON. */
export type TwinQuestion =
  | {
      readonly ask: "order";
      readonly order: (typeof pointOrders)[number];
      readonly pointId: string;
    }
  | {
      readonly ask: "order";
      readonly order: "limit";
      readonly nodeId: string;
      /** null lifts it. */
      readonly maxKw: number | null;
    }
  | { readonly ask: "belief" };

/** What it answers. Plain JSON. */
export type TwinAnswer =
  | { readonly order: OperatorOrder }
  | { readonly belief: Belief }
  /** `near` is what was probably meant. */
  | { readonly error: string; readonly near: string | null };

/** Answers what is asked of a twin; an order is kept for good before it is confirmed. */
export function twinAnswers(spec: Scenario, run: LiveRun): (question: unknown) => TwinAnswer {
  return (asked) => {
    const question = asked as Partial<TwinQuestion> | null;
    if (question?.ask === "belief") return { belief: run.belief() };
    if (question?.ask !== "order") return refused("expected an order, or to ask for the belief");
    return ordered(spec, question, run);
  };
}

/** As it may come from outside: nothing of it is certain. */
interface OrderQuestion {
  readonly order?: unknown;
  readonly pointId?: unknown;
  readonly nodeId?: unknown;
  readonly maxKw?: unknown;
}

function ordered(spec: Scenario, question: OrderQuestion, run: LiveRun): TwinAnswer {
  const { order, pointId, nodeId, maxKw } = question;
  if (order === "limit") {
    const near = unknown(nodeId, spec.tree.ids, "node of the grid");
    if (near !== null) return near;
    const isPower = typeof maxKw === "number" && maxKw >= 0 && maxKw < Infinity;
    if (maxKw !== null && !isPower) return refused("expected a power in kW, at least 0");
    return { order: run.order({ order, nodeId: id<NodeId>(nodeId as string), maxKw }) };
  }
  const word = pointOrders.find((each) => each === order);
  if (word === undefined) return refused(`expected ${pointOrders.join(", ")} or limit`);
  const near = unknown(
    pointId,
    spec.stations.map((station) => station.id),
    "point",
  );
  if (near !== null) return near;
  return { order: run.order({ order: word, pointId: id<PointId>(pointId as string) }) };
}

/** What is wrong with a name; null: it is known. */
function unknown(name: unknown, known: readonly string[], what: string): TwinAnswer | null {
  if (typeof name === "string" && known.includes(name)) return null;
  const near = closestWord(String(name), known) ?? null;
  const some = known.slice(0, 8).join(", ");
  const mend = near === null ? `there are ${some}${known.length > 8 ? ", …" : ""}` : null;
  return refused(`there is no ${what} ${String(name)}${mend === null ? "" : `; ${mend}`}`, near);
}

function refused(error: string, near: string | null = null): TwinAnswer {
  return { error, near };
}
