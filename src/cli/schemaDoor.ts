import { tappedDoor } from "../drivers/vdv463/index.ts";
import type { Door } from "../protocols/transport/index.ts";
import type { OfficialSchemas, Version } from "../protocols/vdv463/index.ts";
import type { TwinLog } from "../twin/index.ts";
import { schemaTap } from "./schemaTap.ts";

/** A door at which every frame is looked at. */
export interface SchemaDoor {
  readonly door: Door;
  /** How much was looked at, and how much of it is wrong, for people. */
  summary(): string;
}

/** Holds every frame that goes through a door against the official schemas; what is wrong goes to a log. */
export function schemaDoor(
  door: Door,
  official: ReadonlyMap<Version, OfficialSchemas>,
  log: TwinLog,
): SchemaDoor {
  let frames = 0;
  let flaws = 0;
  const tapped = tappedDoor(door, ({ remote, credentials }) => {
    const tap = schemaTap(official, (text) => {
      flaws++;
      log.warn("vdv463 schemaFlaw", { remote, user: credentials?.user ?? null, text });
    });
    return {
      ...tap,
      text: (text, direction) => {
        frames++;
        tap.text(text, direction);
      },
    };
  });
  return {
    door: tapped,
    summary: () => `${frames} frames held against the official schemas, ${flaws} flaws`,
  };
}
