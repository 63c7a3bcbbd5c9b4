/** The longest name that a scenario may have. */
const MOST_CHARACTERS = 100;

/** The name of a scenario that gives none: `depots/night.yaml` → `night`. */
export function nameOf(path: string): string {
  const file = (path.split(/[\\/]/).at(-1) ?? "").replace(/(?<=.)\.[^.]*$/, "");
  const name = file.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[^\p{L}\p{N}]+/u, "");
  return name.slice(0, MOST_CHARACTERS) || "scenario";
}
