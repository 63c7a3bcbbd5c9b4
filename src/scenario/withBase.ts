import { dotted, type Path, type SourceDocument } from "./readDocument.ts";

type Mapping = Readonly<Record<string, unknown>>;

/** A value within one of the two documents. */
interface Part {
  readonly source: SourceDocument;
  readonly path: Path;
  readonly value: unknown;
}

/**
 * Lays a document over the one that it extends: mappings are merged, lists of things that all have
 * an id by that id. Whatever else the child has replaces what the base has, and nothing (`key:`)
 * takes it away. A value keeps the place where it stands, be that in the child or in the base.
 */
export function withBase(child: SourceDocument, base: SourceDocument): SourceDocument {
  const parts = new Map<string, Part>();
  const value = laidOver(whole(child), whole(base), [], parts);
  /** The document that a path leads into, and the path there. */
  const seen = (path: Path): Part => {
    let depth = path.length;
    while (!parts.has(keyOf(path.slice(0, depth)))) depth--;
    const part = parts.get(keyOf(path.slice(0, depth)))!;
    return { ...part, path: [...part.path, ...path.slice(depth)] };
  };
  return {
    file: child.file,
    value,
    placeOf: (path, offset) => {
      const part = seen(path);
      return { ...part.source.placeOf(part.path, offset), path: dotted(path) };
    },
    placeOfKey: (path, key) => {
      const part = seen([...path, key]);
      return { ...part.source.placeOfKey(part.path.slice(0, -1), key), path: dotted(path) };
    },
  };
}

function whole(source: SourceDocument): Part {
  return { source, path: [], value: source.value };
}

/** @param parts gets what stands at each path of the result that is not simply within another's part */
function laidOver(child: Part, base: Part, path: Path, parts: Map<string, Part>): unknown {
  parts.set(keyOf(path), child);
  if (isMapping(child.value) && isMapping(base.value)) {
    return mappingOver(child, child.value, base, base.value, path, parts);
  }
  const ids = [idsOf(child.value), idsOf(base.value)] as const;
  if (ids[0] === null || ids[1] === null) return child.value;
  const [childIds, baseIds] = ids as readonly [readonly string[], readonly string[]];
  return [...new Set([...baseIds, ...childIds])].map((id, i) =>
    chosen(
      within(child, childIds.indexOf(id)),
      within(base, baseIds.indexOf(id)),
      [...path, i],
      parts,
    ),
  );
}

function mappingOver(
  child: Part,
  own: Mapping,
  base: Part,
  inherited: Mapping,
  path: Path,
  parts: Map<string, Part>,
): Mapping {
  const keys = [...new Set([...Object.keys(inherited), ...Object.keys(own)])];
  const kept = keys.filter((key) => own[key] !== null || !Object.hasOwn(inherited, key));
  return Object.fromEntries(
    kept.map((key) => [key, chosen(within(child, key), within(base, key), [...path, key], parts)]),
  );
}

/** One of two parts, or both, one over the other; at least one is there. */
function chosen(
  child: Part | null,
  base: Part | null,
  path: Path,
  parts: Map<string, Part>,
): unknown {
  if (child !== null && base !== null) return laidOver(child, base, path, parts);
  const part = (child ?? base)!;
  parts.set(keyOf(path), part);
  return part.value;
}

/** What a part has at a step, null when it has nothing there. */
function within({ source, path, value }: Part, step: string | number): Part | null {
  const container = value as object;
  if (!Object.hasOwn(container, step)) return null;
  return { source, path: [...path, step], value: Reflect.get(container, step) };
}

/** Ids of a list whose items all have one of their own; null for anything else, and for no items. */
function idsOf(value: unknown): string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const ids = value.map((item: unknown) => (isMapping(item) ? item["id"] : undefined));
  const isNamed = ids.every((id) => typeof id === "string") && new Set(ids).size === ids.length;
  return isNamed ? ids : null;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keys may hold dots. */
function keyOf(path: Path): string {
  return JSON.stringify(path);
}
