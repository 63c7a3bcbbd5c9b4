import type { ChargingRequest } from "../model/chargingRequest.ts";
import type { Message } from "../model/message.ts";
import { announcedPoints } from "./announcedPoints.ts";
import { requestFlaws } from "./requestFlaws.ts";
import type { ServerTurn } from "./serverTurn.ts";

type Request = Extract<Message, { kind: "request" }>;

/** Answers what a presystem asks; what is asked before its boot is refused. */
export function answerRequest(turn: ServerTurn, request: Request): void {
  turn.set({ lastAction: request.action });
  const { phase, presystemId } = turn.state;
  if (presystemId !== null && request.presystemId !== presystemId) {
    return refuse(turn, request, `this connection is that of ${presystemId}`);
  }
  if (request.action === "BootNotification") return boot(turn, request);
  if (phase !== "accepted") return refuse(turn, request, "boot first");
  if (request.action === "ProvideChargingInformation") {
    return refuse(turn, request, "only a charge management provides this");
  }
  const { chargingRequestList: list } = request.payload;
  const twice = duplicate(list);
  if (twice !== null) return refuse(turn, request, `chargingRequestId ${twice} is used twice`);
  const isWhole =
    turn.setting.rules.rejectWholeOn1x && turn.setting.codec.dialect.version !== "2.0";
  const [flaw] = isWhole ? requestFlaws(list, announcedPoints(turn.state.information)) : [];
  if (flaw !== undefined) {
    return refuse(turn, request, `${flaw.chargingRequestId}: ${flaw.reason}`);
  }
  // The presystem forgets what is confirmed: whoever is told keeps it before that.
  turn.tell({ kind: "requests", list });
  turn.say({ kind: "confirmation", action: request.action, payload: {} }, request.messageId);
  // What became of the requests is told soon: they have to be looked at first.
  turn.set({ isListNew: true, wantedAtMs: turn.atMs + turn.setting.rules.changeDelayMs });
}

function boot(turn: ServerTurn, request: Extract<Request, { action: "BootNotification" }>): void {
  const { presystemIds } = turn.setting;
  const { presystemId, source } = request;
  const { presystem } = request.payload;
  const isAllowed = presystemIds === null || presystemIds.includes(presystemId);
  if (!isAllowed) turn.warn(`${presystemId} may not speak with these credentials`);
  if (source !== presystem) turn.warn(`a ${presystem} calls itself ${source}`);
  const isAccepted = isAllowed && turn.state.isReady;
  turn.say(
    {
      kind: "confirmation",
      action: "BootNotification",
      payload: { status: isAccepted ? "Accepted" : "Rejected" },
    },
    request.messageId,
    presystemId,
  );
  turn.set(
    isAccepted
      ? { phase: "accepted", presystemId, presystem, open: null, wantedAtMs: turn.atMs }
      : { phase: "refused", presystemId: turn.state.presystemId, open: null },
  );
  turn.tell({ kind: "booted", presystemId, presystem, isAccepted });
}

function refuse(turn: ServerTurn, request: Request, errorMessage: string): void {
  const { action, messageId, presystemId } = request;
  turn.warn(`refused ${action}: ${errorMessage}`);
  turn.say({ kind: "error", action, payload: { errorMessage } }, messageId, presystemId);
}

function duplicate(list: readonly ChargingRequest[]): string | null {
  const seen = new Set<string>();
  for (const { chargingRequestId: id } of list) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return null;
}
