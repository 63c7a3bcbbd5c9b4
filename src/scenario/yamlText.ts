import { stringify } from "yaml";

/** A plain value as YAML, in one line, fit to stand within brackets, too. */
export function yamlText(value: unknown): string {
  // Times are numbers to older readers of YAML.
  const isOdd = typeof value === "string" && /[,[\]{}\n\r]|^\d+:/.test(value);
  return isOdd ? JSON.stringify(value) : stringify(value, { lineWidth: 0 }).replace(/\n$/, "");
}
