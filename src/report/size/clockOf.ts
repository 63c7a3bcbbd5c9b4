/** `05:45` of an instant as ISO text; empty: there is none. */
export function clockOf(at: string | null): string {
  return at?.slice(11, 16) ?? "";
}
