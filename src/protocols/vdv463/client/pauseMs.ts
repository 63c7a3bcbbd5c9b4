import type { ClientRules } from "./clientRules.ts";

/** Before another try: doubled with each failure, and never quite the same. @param chance in [0, 1) */
export function pauseMs(rules: ClientRules, failures: number, chance: number): number {
  const doubled = rules.reconnectMs * (1 << Math.min(failures, 20));
  const longestMs = Math.min(doubled, rules.longestReconnectMs);
  return longestMs * (1 + rules.jitter * (2 * chance - 1));
}
