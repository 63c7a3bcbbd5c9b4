import type { Law } from "../planning/index.ts";
import type { Session } from "./session.ts";

/**
 * Sorts sessions: whom a person on duty puts first, then by the law's key, then vehicle id; who charges keeps its place
 * until another is more urgent by a quantum, where keys drift. The list is nearly
 * in order already: insertion sort.
 */
export function inOrder(listed: Session[], law: Law, quantumMs: number, nowMs: number): void {
  const { drifts } = law;
  const headMs = drifts ? quantumMs : 0;
  for (let i = 0; i < listed.length; i++) {
    const session = listed[i]!;
    if (drifts) session.look(nowMs);
    const key = law.key(session) - (session.desiredKw > 0 ? headMs : 0);
    session.key = key;
    let hole = i;
    for (; hole > 0; hole--) {
      const before = listed[hole - 1]!;
      if (before.goesFirst !== session.goesFirst) {
        if (before.goesFirst) break;
      } else {
        if (before.key < key) break;
        if (before.key === key && before.vehicleId <= session.vehicleId) break;
      }
      listed[hole] = before;
    }
    if (hole < i) listed[hole] = session;
  }
}
