import type { ClientTurn } from "./clientTurn.ts";

/**
 * Sends the whole list if it is untold, one message at a time, never before the first information. Who has
 * been given none says none: an empty one would withdraw what was asked for before a restart.
 */
export function tellRequests(turn: ClientTurn): void {
  const { phase, open, isUntold, requests, told, version } = turn.state;
  if (phase !== "running" || open !== null || !isUntold || requests === null) return;
  turn.set({ isUntold: false });
  const action = "ProvideChargingRequests";
  // The first edition knows no empty list: there the last requests end by a word.
  const list =
    requests.length === 0 && version === "1.0"
      ? told.map((request) => ({ ...request, chargingInstruction: "Terminate" as const }))
      : requests;
  const isSaid = turn.ask({
    kind: "request",
    action,
    payload: { chargingRequestList: list },
  });
  if (isSaid) turn.set({ told: requests });
}
