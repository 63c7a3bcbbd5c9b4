import { closestWord } from "./closestWord.ts";

/** Names told of those that are known. */
const MOST_NAMES = 12;

/** The name that was probably meant, or those that are known. */
export function meant(name: string, known: readonly string[]): string {
  const close = closestWord(name, known);
  if (close !== undefined) return `did you mean ${close}?`;
  if (known.length === 0) return "there is none";
  const rest = known.length > MOST_NAMES ? " …" : "";
  return `known: ${known.slice(0, MOST_NAMES).join(", ")}${rest}`;
}
