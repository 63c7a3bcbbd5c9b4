import type { Instant } from "../model/instant.ts";
import type { Action } from "../model/message.ts";

/** A request that is not answered yet. */
export interface OpenRequest {
  readonly messageId: string;
  readonly action: Action;
  readonly sentAtMs: Instant;
}

/**
 * Whether an answer is the one to a request. Some ends do not echo the id:
 * then the action decides, as there is one open request at a time.
 */
export function answers(
  open: OpenRequest | null,
  answer: { readonly messageId: string | null; readonly action: Action | null },
): "byId" | "byAction" | "no" {
  if (open === null) return "no";
  if (answer.messageId === open.messageId) return "byId";
  return answer.action === open.action ? "byAction" : "no";
}
