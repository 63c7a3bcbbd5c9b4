import type { PlannedSession } from "../messages/index.ts";

/** Indexes of sessions, those first who are served first when not everybody can be. */
export function serviceOrder(sessions: readonly PlannedSession[]): number[] {
  return sessions
    .map((session, i) => ({ ...session, i }))
    .toSorted((a, b) => b.priority - a.priority || a.toMs - b.toMs || (a.id < b.id ? -1 : 1))
    .map(({ i }) => i);
}
