/** The name of a scenario that gives none: `depots/night.yaml` → `night`. */
export function nameOf(path: string): string {
  const file = path.split(/[\\/]/).at(-1) ?? "";
  return file.replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N}._-]+/gu, "-") || "scenario";
}
