/** An element of an XML text. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

const TAG = /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;
const TEXT = /[^<]+/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Parses elements, attributes and text, which is all that our SVG has. @throws Error unless well-formed */
export function parsedXml(xml: string): Element {
  const document: Element = { name: "", attributes: {}, children: [] };
  const open = [document];
  for (let at = 0; at < xml.length;) {
    const inner = open.at(-1)!;
    TAG.lastIndex = at;
    TEXT.lastIndex = at;
    const text = TEXT.exec(xml)?.[0];
    if (text !== undefined) {
      inner.children.push(unescaped(text));
      at = TEXT.lastIndex;
      continue;
    }
    const [all, closing, name = "", attributes = "", empty] = TAG.exec(xml) ?? [];
    if (all === undefined) throw new Error(`no XML at ${xml.slice(at, at + 80)}`);
    at = TAG.lastIndex;
    if (closing === "/") {
      if (inner.name !== name) throw new Error(`</${name}> closes <${inner.name}>`);
      open.pop();
      continue;
    }
    const element = { name, attributes: attributesIn(attributes), children: [] };
    inner.children.push(element);
    if (empty !== "/") open.push(element);
  }
  const [root, ...more] = childrenOf(document);
  if (open.length !== 1 || root === undefined || more.length > 0) throw new Error("no single root");
  return root;
}

export function childrenOf({ children }: Element): Element[] {
  return children.filter((child) => typeof child !== "string");
}

/** All elements of that name, however deep. */
export function elementsOf(element: Element, name: string): Element[] {
  return childrenOf(element).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elementsOf(child, name),
  ]);
}

/** All text within an element, a space between that of different elements. */
export function textOf({ children }: Element): string {
  return children.map((child) => (typeof child === "string" ? child : textOf(child))).join(" ");
}

function attributesIn(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = "", value = ""] of text.matchAll(ATTRIBUTE)) {
    if (name in found) throw new Error(`${name} is given twice`);
    found[name] = unescaped(value);
  }
  return found;
}

function unescaped(text: string): string {
  return text.replaceAll(/&(#(\d+)|\w*)(;?)/g, (all, name: string, code?: string, end?: string) => {
    const character = code === undefined ? ENTITIES[name] : String.fromCodePoint(Number(code));
    if (character === undefined || end !== ";") throw new Error(`${all} is no character`);
    return character;
  });
}
