/**
 * The order within one instant. What the world does comes first, what the
 * controller makes of it second: a decision sees everything that happened up to
 * and including its own millisecond.
 */
export const phase = { world: 0, control: 1 } as const;

export type Phase = (typeof phase)[keyof typeof phase];
