import { type LinkSpec, type LinkSpecs, perfectLink } from "../links/index.ts";
import type { LinkFile, LinksFile } from "./schema/links.ts";

/** What lies between devices and controller: of each kind its own values, then those of all, then none. */
export function resolveLinks(links: LinksFile | undefined): LinkSpecs | null {
  if (links === undefined) return null;
  const { station, meter, presystem, gridOperator, ...all } = links;
  const specOf = (own: LinkFile = {}): LinkSpec => ({ ...perfectLink, ...said(all), ...said(own) });
  return {
    station: specOf(station),
    meter: specOf(meter),
    presystem: specOf(presystem),
    gridOperator: specOf(gridOperator),
  };
}

/** What was said, without what was not. */
function said(link: LinkFile): Partial<LinkSpec> {
  const entries = Object.entries(link).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}
