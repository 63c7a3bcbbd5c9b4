import { describe, expect, it } from "vitest";
import { importTable, roomOf, sources } from "./sources.ts";

const arrows = sources.flatMap((source) =>
  source.imports
    .filter((target) => target.endsWith(".ts"))
    .map((target) => ({ from: source, target, room: roomOf(target) })),
);

describe("imports keep the table of src/README.md", () => {
  it("names every room, and no other", () => {
    expect([...importTable.keys()].toSorted()).toEqual(
      [...new Set(sources.map(({ room }) => room))].toSorted(),
    );
  });

  it("goes from room to room only where the table says so", () => {
    const forbidden = arrows
      .filter(({ from, room }) => room !== from.room && !importTable.get(from.room)?.has(room))
      .map(({ from, target }) => `${from.name} imports ${target}`);
    expect(forbidden).toEqual([]);
  });

  it("has no arrow in the table that nobody uses", () => {
    const unused = [...importTable].flatMap(([room, others]) =>
      [...others]
        .filter((other) => !arrows.some((a) => a.from.room === room && a.room === other))
        .map((other) => `${room} → ${other}`),
    );
    expect(unused).toEqual([]);
  });

  it("sees other rooms by their faces only, and no file its own room's face", () => {
    const wrong = arrows
      .filter(({ from, target, room }) => (target === `${room}/index.ts`) === (room === from.room))
      .map(({ from, target }) => `${from.name} imports ${target}`);
    expect(wrong).toEqual([]);
  });

  it("imports node: in host alone", () => {
    const wrong = sources
      .filter(({ room, imports }) => room !== "host" && imports.some((i) => i.startsWith("node:")))
      .map(({ name }) => name);
    expect(wrong).toEqual([]);
  });

  it("has no cycle, types counted", () => {
    expect(cycle(new Map(sources.map(({ name, imports }) => [name, imports])))).toBeNull();
    expect(cycle(importTable)).toBeNull();
  });
});

/** A path that comes back to where it started, or null. */
function cycle(graph: ReadonlyMap<string, Iterable<string>>): string[] | null {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const next of graph.get(node) ?? []) {
      const found = visit(next, [...trail, node]);
      if (found !== null) return found;
    }
    done.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const found = visit(node, []);
    if (found !== null) return found;
  }
  return null;
}
