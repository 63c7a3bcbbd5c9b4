import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PointModel } from "../../src/control/index.ts";
import { LimitLedger } from "../../src/control/limitLedger.ts";
import { SiteBelief } from "../../src/control/siteBelief.ts";
import { type CommandResult, id, type NodeId, type PointId } from "../../src/messages/index.ts";
import { ConverterLoss, PowerTree } from "../../src/physics/index.ts";

const tree = new PowerTree(["site", "left", "right", "leaf"], [-1, 0, 0, 1]);
const NODES_OF_POINTS = [3, 1, 2];
const FALLBACKS_KW = [0, 7, 20];
const loss = new ConverterLoss({ fixedKw: 1, linear: 0.03, quadratic: 0.02 }, 150);
const points = NODES_OF_POINTS.map((node, i): PointModel => ({
  pointId: id<PointId>(`P${i}`),
  node,
  cabinet: null,
  ratedKw: 150,
  minKw: 0,
  loss,
  fallbackKw: FALLBACKS_KW[i]!,
}));

/** What becomes of a command at the station, which nobody but an answer tells. */
type Fate = "applied" | "refused" | "lost";

/** A command as this test remembers it. */
interface Sent {
  readonly commandId: number;
  readonly limitKw: number;
  readonly untilMs: number;
  readonly fate: Fate;
  /** The truth about it has been heard, and when anybody was still waiting for it. */
  known: boolean;
  inTime: boolean;
}

/**
 * Everything that could be in force at a point, from nothing but what was sent
 * and heard: the last command known to be applied, any later one of which
 * nothing is known, and the fallback.
 */
function possibleKw(point: number, sent: readonly Sent[], nowMs: number): number[] {
  const last = sent.findLastIndex(({ known, fate }) => known && fate === "applied");
  const open = sent.filter(({ known }, i) => i === last || (i > last && !known));
  const alive = open.filter(({ untilMs }) => nowMs < untilMs);
  return [FALLBACKS_KW[point]!, ...alive.map(({ limitKw }) => limitKw)];
}

type Action =
  | { kind: "send"; point: number; limitKw: number; lifetimeMs: number; fate: Fate }
  | { kind: "answer"; point: number; which: number; timedOut: boolean }
  | { kind: "wait"; ms: number }
  | { kind: "end"; point: number };

const point = fc.nat(points.length - 1);
const actions = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("send" as const),
      point,
      limitKw: fc.constantFrom(0, 5, 30, 60.5, 100, 150),
      lifetimeMs: fc.constantFrom(10, 50, 1000),
      fate: fc.constantFrom<Fate>("applied", "refused", "lost"),
    }),
    fc.record({
      kind: fc.constant("answer" as const),
      point,
      which: fc.constantFrom(1, 1, 1, 2, 3, 7),
      timedOut: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(30) }),
    fc.record({ kind: fc.constant("end" as const), point }),
  ),
  { maxLength: 60 },
);

function answerTo({ commandId, fate }: Sent, timedOut: boolean): CommandResult {
  const truth = fate === "applied" ? "accepted" : "rejected";
  const status = timedOut || fate === "lost" ? "timedOut" : truth;
  return {
    kind: "commandResult",
    atMs: 0,
    knownAtMs: 0,
    commandId,
    pointId: id<PointId>("P"),
    status,
  };
}

/** Plays actions on a ledger; `look` is called after each with what this test knows. */
function play(
  list: readonly Action[],
  look: (ledger: LimitLedger, sent: readonly Sent[][], nowMs: number) => void,
): void {
  const ledger = new LimitLedger(tree, points, []);
  const sent: Sent[][] = points.map(() => []);
  let nowMs = 0;
  let commandId = 0;
  for (const action of list) {
    if (action.kind === "send") {
      const { limitKw, lifetimeMs, fate } = action;
      const untilMs = nowMs + lifetimeMs;
      commandId++;
      const heard = { known: false, inTime: false };
      sent[action.point]!.push({ commandId, limitKw, untilMs, fate, ...heard });
      ledger.sent(action.point, { commandId, limitKw, untilMs, sentAtMs: nowMs });
    } else if (action.kind === "answer") {
      // The last command, an earlier one (late), or one that was answered before (twice).
      const one = sent[action.point]!.at(-action.which);
      if (one === undefined) continue;
      const answer = answerTo(one, action.timedOut);
      one.known ||= answer.status !== "timedOut";
      const isAwaited = ledger.answered(action.point, answer);
      one.inTime ||= isAwaited && one.known;
    } else if (action.kind === "wait") {
      nowMs += action.ms;
      for (const i of points.keys()) ledger.age(i, nowMs);
    } else {
      sent[action.point] = [];
      ledger.sessionEnded(action.point);
    }
    look(ledger, sent, nowMs);
  }
}

describe("limitLedger", () => {
  it("never has a worst case below anything that could be in force", () => {
    fc.assert(
      fc.property(actions, (list) => {
        play(list, (ledger, sent, nowMs) => {
          for (const i of points.keys()) {
            const worst = Math.max(...possibleKw(i, sent[i]!, nowMs));
            expect(ledger.worstKw[i]).toBeGreaterThanOrEqual(loss.acKw(worst) - 1e-9);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it("has no worst case above what was sent since the last confirmed limit", () => {
    fc.assert(
      fc.property(actions, (list) => {
        play(list, (ledger, sent) => {
          for (const [i, mine] of sent.entries()) {
            const most = Math.max(FALLBACKS_KW[i]!, ...mine.map(({ limitKw }) => limitKw));
            expect(ledger.worstKw[i]).toBeLessThanOrEqual(loss.acKw(most) + 1e-9);
            const last = mine.at(-1);
            if (last?.inTime !== true || last.fate !== "applied") continue;
            const sure = Math.max(FALLBACKS_KW[i]!, last.limitKw);
            expect(ledger.worstKw[i]).toBeLessThanOrEqual(loss.acKw(sure) + 1e-9);
          }
        });
      }),
    );
  });

  it("has in force what was accepted last, however late that was said, until that ends", () => {
    fc.assert(
      fc.property(actions, (list) => {
        play(list, (ledger, sent, nowMs) => {
          for (const [i, mine] of sent.entries()) {
            ledger.age(i, nowMs);
            const last = mine.findLast(({ known, fate }) => known && fate === "applied");
            const isAlive = last !== undefined && nowMs < last.untilMs;
            expect(ledger.inForceKw(i)).toBe(isAlive ? last.limitKw : FALLBACKS_KW[i]);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it("adds worst cases up over the tree", () => {
    fc.assert(
      fc.property(actions, (list) => {
        play(list, (ledger) => {
          const [a, b, c] = ledger.worstKw;
          expect(ledger.worstBelowKw(3)).toBeCloseTo(a!, 6);
          expect(ledger.worstBelowKw(1)).toBeCloseTo(a! + b!, 6);
          expect(ledger.worstBelowKw(2)).toBeCloseTo(c!, 6);
          expect(ledger.worstBelowKw(0)).toBeCloseTo(a! + b! + c!, 6);
        });
      }),
    );
  });

  it("finds that a limit fits just where all sums stay within, and a lower one always", () => {
    const room = fc.array(fc.constantFrom(30, 80, 170, 400, null), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(actions, room, point, fc.constantFrom(0, 40, 90, 150), (list, kw, i, limitKw) => {
        const site = new SiteBelief(tree);
        for (const [node, maxKw] of kw.entries()) {
          const nodeId = id<NodeId>(tree.ids[node]!);
          const when = { atMs: 0, knownAtMs: 0 };
          site.limitChanged({ kind: "limitChanged", ...when, nodeId, contractKw: null, maxKw });
        }
        play(list, (ledger) => {
          const moreKw = loss.acKw(limitKw) - ledger.worstKw[i]!;
          const above = i === 0 ? [3, 1, 0] : [NODES_OF_POINTS[i]!, 0];
          const within = above.every(
            (node) => ledger.worstBelowKw(node) + moreKw <= (kw[node] ?? Infinity) + 1e-6,
          );
          expect(ledger.fits(i, limitKw, site)).toBe(moreKw <= 0 || within);
        });
      }),
    );
  });

  it("counts commands that wait for an answer, and is silent where one is overdue or lost", () => {
    const ledger = new LimitLedger(tree, points, []);
    const send = (commandId: number, sentAtMs: number): void =>
      ledger.sent(1, { commandId, limitKw: 50, untilMs: 1e6, sentAtMs });
    send(1, 100);
    expect([ledger.pendingCount, ledger.isSilent(1, 129, 30), ledger.isSilent(1, 130, 30)]).toEqual(
      [1, false, true],
    );
    send(2, 130);
    expect([ledger.pendingCount, ledger.isSilent(1, 131, 30)]).toEqual([1, false]);
    const answer = {
      kind: "commandResult",
      atMs: 0,
      knownAtMs: 0,
      pointId: id<PointId>("P"),
    } as const;
    ledger.answered(1, { ...answer, commandId: 2, status: "rejected" });
    // The first may still be in force: nobody has said.
    expect([ledger.pendingCount, ledger.isSilent(1, 131, 30)]).toEqual([0, true]);
    send(3, 140);
    ledger.answered(1, { ...answer, commandId: 3, status: "accepted" });
    expect([ledger.inForceKw(1), ledger.isSilent(1, 1e5, 30)]).toEqual([50, false]);
  });

  it("waits anew once an earlier command is answered, and has that in force", () => {
    const ledger = new LimitLedger(tree, points, []);
    const limitsKw = [150, 40, 40, 0];
    for (const [i, limitKw] of limitsKw.entries())
      ledger.sent(1, { commandId: i + 1, limitKw, untilMs: 1e6 + i, sentAtMs: 30 * i });
    const when = { atMs: 100, knownAtMs: 100 };
    const answer = { kind: "commandResult", ...when, pointId: id<PointId>("P") } as const;
    expect(ledger.isSilent(1, 120, 30)).toBe(true);
    expect(ledger.answered(1, { ...answer, commandId: 2, status: "accepted" })).toBe(true);
    expect([ledger.inForceKw(1), ledger.commandedKw(1), ledger.pendingCount]).toEqual([40, 0, 1]);
    expect(ledger.worstKw[1]).toBe(loss.acKw(40));
    expect([ledger.isSilent(1, 129, 30), ledger.isSilent(1, 130, 30)]).toEqual([false, true]);
    // What was overtaken by it means nothing, and what is refused late does not hold anyway.
    expect(ledger.answered(1, { ...answer, commandId: 1, status: "accepted" })).toBe(false);
    expect(ledger.answered(1, { ...answer, commandId: 3, status: "rejected" })).toBe(false);
    expect(ledger.answered(1, { ...answer, commandId: 4, status: "accepted" })).toBe(true);
    expect([ledger.inForceKw(1), ledger.isInDoubt(1), ledger.pendingCount]).toEqual([0, false, 0]);
  });

  it("is the same after JSON, to the last bit", () => {
    fc.assert(
      fc.property(actions, (list) => {
        play(list, (ledger) => {
          const saved = JSON.stringify(ledger.snapshot());
          const other = new LimitLedger(tree, points, []);
          other.restore(JSON.parse(saved) as ReturnType<typeof ledger.snapshot>);
          expect(JSON.stringify(other.snapshot())).toBe(saved);
          expect(Array.from(other.worstKw)).toEqual(Array.from(ledger.worstKw));
          expect(other.pendingCount).toBe(ledger.pendingCount);
        });
      }),
      { numRuns: 50 },
    );
  });
});
