import { baseLoadBelow, type GridNodeSpec, type StationSpec } from "../depot/index.ts";
import { id, type NodeId } from "../messages/index.ts";
import { PowerTree, StepSeries } from "../physics/index.ts";
import type { NamedFiles } from "./namedFiles.ts";
import type { Path, SourceDocument } from "./readDocument.ts";
import type { Files } from "./files.ts";
import { type Flaw, InputProblem } from "./inputProblem.ts";
import { resolveSeries, type SeriesSpan } from "./resolveSeries.ts";
import type { GridNodeFile } from "./schema/gridNode.ts";

/** The connection's name where the file gives none. */
const ROOT = "site";

/** More flaws than this at once help nobody. */
const MOST_FLAWS = 10;

/** A node of the file with its place in the tree. */
export interface PlacedNode {
  readonly id: string;
  readonly parent: number;
  readonly path: Path;
  readonly file: GridNodeFile;
}

/** The nodes of the tree, parents first. @throws InputProblem for ids given twice */
export function placeNodes(root: GridNodeFile, source: SourceDocument): PlacedNode[] {
  const nodes: PlacedNode[] = [];
  const place = (file: GridNodeFile, parent: number, path: Path): void => {
    const fallbackId = parent < 0 ? ROOT : `${nodes[parent]?.id}/${Number(path.at(-1)) + 1}`;
    const index = nodes.push({ id: file.id ?? fallbackId, parent, path, file }) - 1;
    file.children.forEach((child, i) => place(child, index, [...path, "children", i]));
  };
  place(root, -1, ["grid"]);
  const flaws = nodes
    .filter((node, i) => nodes.findIndex(({ id: other }) => other === node.id) < i)
    .map((node): Flaw => ({
      place: source.placeOf([...node.path, "id"]),
      message: `"${node.id}" already names another grid node`,
      mend: "give it another id",
    }));
  if (flaws.length > 0) throw new InputProblem(...flaws.slice(0, MOST_FLAWS));
  return nodes;
}

/** Something that draws power at all times. */
interface Standby {
  readonly node: number;
  readonly standbyKw: number;
}

/** Limits and base loads of every node over time, what they name read. */
export async function readGrid(
  placed: readonly PlacedNode[],
  files: Files,
  named: NamedFiles,
  span: SeriesSpan,
): Promise<GridNodeSpec[]> {
  const nodes: GridNodeSpec[] = [];
  for (const { id: nodeId, path, file } of placed) {
    const seriesOf = (key: "baseLoadKw" | "contractKw" | "maxKw"): Promise<StepSeries> =>
      resolveSeries(
        file[key] ?? Infinity,
        files,
        (file) => named.resolve([...path, key, "file"], file),
        span,
      );
    nodes.push({
      id: id<NodeId>(nodeId),
      contractKw: await seriesOf("contractKw"),
      maxKw: await seriesOf("maxKw"),
      baseLoadKw: await seriesOf("baseLoadKw"),
    });
  }
  return nodes;
}

/** The grid over time, standby of stations in its base loads. */
export function resolveGrid(
  placed: readonly PlacedNode[],
  bare: readonly GridNodeSpec[],
  stations: readonly Standby[],
): { tree: PowerTree; nodes: GridNodeSpec[] } {
  const tree = new PowerTree(
    placed.map((node) => node.id),
    placed.map((node) => node.parent),
  );
  const nodes = bare.map((node, index): GridNodeSpec => {
    const standbyKw = stations
      .filter((station) => station.node === index)
      .reduce((sum, station) => sum + station.standbyKw, 0);
    const baseLoadKw = StepSeries.sum(node.baseLoadKw, StepSeries.constant(standbyKw));
    return { ...node, baseLoadKw };
  });
  return { tree, nodes };
}

/**
 * Holds limits against base loads and fallbacks.
 * @returns warnings: limits that base load alone crosses at times
 * @throws InputProblem for limits that can never or need not be kept
 */
export function checkLimits(
  placed: readonly PlacedNode[],
  { tree, nodes }: { tree: PowerTree; nodes: readonly GridNodeSpec[] },
  stations: readonly StationSpec[],
  source: SourceDocument,
): string[] {
  const warnings: string[] = [];
  const flaws: Flaw[] = [];
  const below = baseLoadBelow(tree, nodes);
  const fallbackKw = new Float64Array(tree.size);
  for (const { node, fallbackKw: kw, loss } of stations)
    tree.addAbove(fallbackKw, node, loss.acKw(kw));
  for (const [index, { id: nodeId, path }] of placed.entries()) {
    const base = below[index]!;
    for (const key of ["contractKw", "maxKw"] as const) {
      const limit = nodes[index]![key];
      const place = source.placeOf([...path, key]);
      const room = StepSeries.combine(limit, base, (limitKw, baseKw) => limitKw - baseKw);
      const crossed = room.values.filter((kw) => kw < 0).length;
      if (crossed === room.values.length) {
        flaws.push({
          place,
          message: limit.isConstant
            ? `found ${limit.min}, less than the smallest base load there, ${rounded(base.min)} kW`
            : "found a limit that is less than the base load there at all times",
          mend: "raise it or lower baseLoadKw: nothing would be left for charging at any time",
        });
      } else if (crossed > 0) {
        warnings.push(
          `${nodeId}: base load alone is above ${key} at times (up to ${rounded(base.max)} kW); ` +
            "such breaches are counted apart",
        );
      }
      const sumKw = fallbackKw[index]!;
      const least = room.values.reduce((min, kw) => (kw >= 0 ? Math.min(min, kw) : min), Infinity);
      if (sumKw > least) {
        flaws.push({
          place,
          message: `the fallbacks of the stations below draw ${rounded(sumKw)} kW, ${rounded(least)} kW is left for them`,
          mend: "lower fallbackKw: it flows when nobody is in control",
        });
      }
    }
  }
  if (flaws.length > 0) throw new InputProblem(...flaws.slice(0, MOST_FLAWS));
  return warnings;
}

function rounded(kw: number): number {
  return Math.round(kw * 10) / 10;
}
