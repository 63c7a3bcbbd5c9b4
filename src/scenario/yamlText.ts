import { stringify } from "yaml";

/** A plain value as YAML, in one line, fit to stand within brackets, too. */
export function yamlText(value: unknown): string {
  // Times are numbers to older readers of YAML.
  if (typeof value === "string" && /[,[\]{}]|^\d+:/.test(value)) return JSON.stringify(value);
  const text = stringify(value, { lineWidth: 0 }).replace(/\n$/, "");
  return /[\n\r]/.test(text) ? JSON.stringify(value) : text;
}
