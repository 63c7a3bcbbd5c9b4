import { escaped } from "../escaped.ts";

/** A piece of HTML; only `html` makes one, so that no text gets in unescaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in a template: texts are escaped, pieces are not, lists are joined, null is nothing. */
type Value = string | number | Html | null | readonly Html[];

/** Writes HTML with everything escaped that is put into it. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((text, part, i) => text + written(values[i - 1] ?? null) + part));
}

function written(value: Value): string {
  if (value === null) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return escaped(String(value));
}
