import type { ComparedVariant, ComparisonSummary } from "../../study/index.ts";
import { type ComparedColumn, comparedColumns } from "../comparedColumns.ts";
import { grouped } from "../grouped.ts";
import { signed } from "../signed.ts";
import type { Words } from "../words/en.ts";
import { type Html, html } from "./html.ts";

/** Variants that stand beside each other on a page. */
const ACROSS = 3;

/** Figures down, variants across, as many as fit; below each mean how it differs from the baseline. */
export function comparedTable({ variants }: ComparisonSummary, words: Words): Html {
  const count = Math.ceil(variants.length / ACROSS);
  const across = Math.ceil(variants.length / count);
  const tables = Array.from({ length: count }, (_, i) =>
    tableOf(variants.slice(i * across, (i + 1) * across), words),
  );
  return html`${tables}`;
}

function tableOf(variants: readonly ComparedVariant[], words: Words): Html {
  return html`<table class="compared">
    <thead>
      <tr>
        <th></th>
        ${variants.map(({ name }) => html`<th class="n">${broken(name)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${comparedColumns.map(
        (column) =>
          html`<tr>
            <td>${words.comparedNames[column.figure] ?? column.label}</td>
            ${variants.map((variant) => cell(variant, column, words))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function cell(
  { means, against }: ComparedVariant,
  { figure, per, digits }: ComparedColumn,
  words: Words,
): Html {
  const mean = means[figure];
  if (mean === null) return html`<td class="n">–</td>`;
  const text = grouped(mean / per, digits, words).replace("-", "−");
  const difference = against?.differences[figure] ?? null;
  if (difference === null) return html`<td class="n"><b>${text}</b></td>`;
  const { mean: by, low, high } = difference;
  const told = (value: number): string => signed(value / per, digits + 1, words);
  const isSame = by === 0 && low === high;
  const interval =
    isSame || low === null || high === null ? "" : ` (${told(low)} ${words.to} ${told(high)})`;
  return html`<td class="n"><b>${text}</b><br /><small>${told(by)}${interval}</small></td>`;
}

/** A name that may be broken after a slash. */
function broken(name: string): Html {
  const [first = "", ...rest] = name.split("/");
  return html`${first}${rest.map((part) => html`/<wbr />${part}`)}`;
}
