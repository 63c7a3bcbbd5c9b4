import type { PlannedSession, PlanningProblem, StepList } from "../messages/index.ts";
import type { Flaw } from "./inputProblem.ts";
import type { Path, SourceDocument } from "./readDocument.ts";

/** More flaws than this at once help nobody. */
const MOST_FLAWS = 10;
/** More slots than this are a mistyped slotMs. */
const MOST_SLOTS = 100_000;

type Complain = (path: Path, message: string, mend?: string) => void;

/** What no schema sees in a planning problem: what has to fit together. */
export function problemFlaws(problem: PlanningProblem, source: SourceDocument): Flaw[] {
  const flaws: Flaw[] = [];
  const complain: Complain = (path, message, mend) => {
    flaws.push({ place: source.placeOf(path), message, mend });
  };
  checkTimes(problem, complain);
  checkPlaces(problem, complain);
  for (const list of ["nodes", "cabinets", "sessions"] as const) {
    checkIds(problem[list], list, complain);
  }
  for (const [i, session] of problem.sessions.entries()) {
    checkSession(session, problem, ["sessions", i], complain);
  }
  return flaws.slice(0, MOST_FLAWS);
}

function checkTimes(problem: PlanningProblem, complain: Complain): void {
  const { fromMs, toMs, slotMs, nodes, eurPerKwh } = problem;
  if (toMs < fromMs) complain(["toMs"], `found ${toMs}, expected at least fromMs, ${fromMs}`);
  if (slotMs !== null && (toMs - fromMs) / slotMs > MOST_SLOTS) {
    complain(
      ["slotMs"],
      `found ${slotMs}, expected at most ${MOST_SLOTS} slots from fromMs to toMs`,
      "900000 is a quarter of an hour",
    );
  }
  if (eurPerKwh !== null) checkRising(eurPerKwh, ["eurPerKwh"], complain);
  for (const [n, { limitKw, baseLoadKw }] of nodes.entries()) {
    checkRising(limitKw, ["nodes", n, "limitKw"], complain);
    checkRising(baseLoadKw, ["nodes", n, "baseLoadKw"], complain);
  }
}

function checkPlaces({ nodes, cabinets, sessions }: PlanningProblem, complain: Complain): void {
  for (const [n, { parent }] of nodes.entries()) {
    const path = ["nodes", n, "parent"];
    if (n === 0 && parent !== -1) {
      complain(path, `found ${parent}, expected -1: the first node is the connection`);
    } else if (n > 0 && (parent < 0 || parent >= n)) {
      complain(path, `found ${parent}, expected a node before this one, 0 to ${n - 1}`);
    }
  }
  const checkIndex = (path: Path, index: number, length: number, list: string): void => {
    if (index < length) return;
    const expected = length === 0 ? `none: there are no ${list}` : `0 to ${length - 1}`;
    complain(path, `found ${index}, expected ${expected}`);
  };
  for (const [c, { node }] of cabinets.entries()) {
    checkIndex(["cabinets", c, "node"], node, nodes.length, "nodes");
  }
  for (const [i, { node, cabinet }] of sessions.entries()) {
    checkIndex(["sessions", i, "node"], node, nodes.length, "nodes");
    if (cabinet === null) continue;
    checkIndex(["sessions", i, "cabinet"], cabinet, cabinets.length, "cabinets");
    const fedBy = cabinets[cabinet]?.node ?? node;
    if (fedBy !== node) {
      complain(
        ["sessions", i, "node"],
        `found ${node}, expected ${fedBy}, which feeds its cabinet`,
      );
    }
  }
}

function checkIds(list: readonly { id: string }[], name: string, complain: Complain): void {
  const first = new Map<string, number>();
  for (const [i, { id }] of list.entries()) {
    const before = first.get(id);
    if (before === undefined) first.set(id, i);
    else complain([name, i, "id"], `found "${id}" again, as in ${name}.${before}`);
  }
}

function checkSession(
  session: PlannedSession,
  problem: PlanningProblem,
  path: Path,
  complain: Complain,
): void {
  const { fromMs, toMs } = session;
  if (toMs <= fromMs) {
    complain([...path, "toMs"], `found ${toMs}, expected more than fromMs, ${fromMs}`);
  }
  if (fromMs < problem.fromMs) {
    complain([...path, "fromMs"], `found ${fromMs}, which is before the problem's fromMs`);
  }
  checkRising(session.fixedLoadKw, [...path, "fixedLoadKw"], complain);
  const { usableKwh, desiredKwh, curve } = session;
  const atMost = (key: "storedKwh" | "leastKwh" | "desiredKwh", mostKwh: number, most: string) => {
    if (session[key] <= mostKwh) return;
    complain([...path, key], `found ${session[key]}, expected at most ${most}, ${mostKwh}`);
  };
  atMost("storedKwh", usableKwh, "usableKwh");
  atMost("leastKwh", desiredKwh, "desiredKwh");
  atMost("desiredKwh", usableKwh, "usableKwh");
  for (const [k, [atKwh, outletKw]] of curve.entries()) {
    const before = curve[k - 1]?.[0];
    if (before === undefined ? atKwh !== 0 : atKwh <= before) {
      const expected = before === undefined ? "0" : `more than ${before}, as before it`;
      complain([...path, "curve", k, 0], `found ${atKwh}, expected ${expected}`);
    }
    if (outletKw === 0 && k < curve.length - 1) {
      complain([...path, "curve", k, 1], "found 0, expected some power up to the last knot");
    }
  }
}

function checkRising(steps: StepList<unknown>, path: Path, complain: Complain): void {
  for (const [k, [atMs]] of steps.entries()) {
    const before = steps[k - 1]?.[0] ?? -Infinity;
    if (atMs <= before) {
      complain([...path, k, 0], `found ${atMs}, expected more than ${before}, as before it`);
    }
  }
}
