/** What a terminal would obey instead of showing it, and what has no width or turns the line. */
const UNSEEN = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
/** Characters that take two columns (Unicode's East Asian Width, roughly), and pictographs. */
const WIDE =
  /[\u1100-\u115f\u231a-\u23ff\u25fd\u25fe\u2614-\u27bf\u2b1b-\u2b55\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2fb}\u{1f000}-\u{3fffd}]/u;

/** Where a line may end: at a space, but not between a figure and its unit. */
const BREAK = / (?!(?:%|[kM]Wh?|min|h)(?:[^\p{L}\p{N}]|$))/u;

/** Text in lines of at most so many columns, broken at spaces, in a word only where one is longer. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.replaceAll(UNSEEN, "?").split(BREAK)) {
    for (const [i, piece] of pieces(word, columns).entries()) {
      const joined = i === 0 && line !== "" ? `${line} ${piece}` : piece;
      if (line !== "" && (i > 0 || width(joined) > columns)) {
        lines.push(line);
        line = piece;
      } else {
        line = joined;
      }
    }
  }
  return [...lines, line];
}

/** A word cut where it would be wider than a line. */
function pieces(word: string, columns: number): string[] {
  const list = [""];
  for (const character of word) {
    if (width(list.at(-1)! + character) > columns) list.push("");
    list[list.length - 1] += character;
  }
  return list;
}

function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}
