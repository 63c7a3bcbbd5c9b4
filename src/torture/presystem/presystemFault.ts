import type { Spell } from "../spell.ts";

/** One thing that goes wrong between a presystem and the charge management that it calls. */
export type PresystemFault =
  /** Both ends answer each other late, or never. */
  | (Spell & { readonly kind: "answers"; readonly delayMs: number | null })
  /** Answers bear another id than what they answer. */
  | (Spell & { readonly kind: "answerIds" })
  /** Lists lack their second half, are the other way round, or break off so that nobody can read them. */
  | (Spell & { readonly kind: "lists"; readonly how: "short" | "turned" | "torn" })
  /**
   * The connection is lost in the midst of a list, before it is heard or after; then nobody is reached. Where that
   * is not noticed, the charge management takes it to be there still.
   */
  | (Spell & { readonly kind: "hangUp"; readonly isHeard: boolean; readonly isNoticed: boolean })
  /** So long it takes the presystem to read a message, one after the other. */
  | (Spell & { readonly kind: "slowReader"; readonly delayMs: number })
  /** The connection is lost, and whoever boots is rejected. */
  | (Spell & { readonly kind: "bootRejected" })
  /** The presystem's clock is wrong by so much [ms]. */
  | (Spell & { readonly kind: "presystemClock"; readonly byMs: number });

const kinds = {
  answers: true,
  answerIds: true,
  lists: true,
  hangUp: true,
  slowReader: true,
  bootRejected: true,
  presystemClock: true,
} as const satisfies Record<PresystemFault["kind"], true>;

export const PRESYSTEM_KINDS = Object.keys(kinds).toSorted() as PresystemFault["kind"][];

/** Whether it is a fault of that kind, whatever others there are. */
export function isOfPresystem(fault: { readonly kind: string }): fault is PresystemFault {
  return fault.kind in kinds;
}
