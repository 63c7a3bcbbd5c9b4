/** When a spell of trouble begins and how long it lasts. */
export interface Spell {
  readonly fromMs: number;
  readonly durationMs: number;
}

/** Whether it is on at an instant. */
export function isOn({ fromMs, durationMs }: Spell, atMs: number): boolean {
  return atMs >= fromMs && atMs < fromMs + durationMs;
}
