import type { WireTap } from "../drivers/vdv463/index.ts";
import type { OfficialSchemas, Version } from "../protocols/vdv463/index.ts";

/** Holds every frame against the official schemas of the edition that was agreed upon. */
export function schemaTap(
  official: ReadonlyMap<Version, OfficialSchemas>,
  warn: (text: string) => void,
): WireTap {
  let schemas: OfficialSchemas | undefined;
  return {
    opened: (_target, subprotocol) => {
      const is2 = subprotocol?.startsWith("v2") === true;
      const version = [...official.keys()].find((each) => (each === "2.0") === is2);
      schemas = version === undefined ? undefined : official.get(version);
    },
    refused() {},
    closed() {},
    text: (text, direction) => {
      for (const flaw of flawsOf(schemas, text)) warn(`schema, ${direction}: ${flaw}`);
    },
  };
}

function flawsOf(schemas: OfficialSchemas | undefined, text: string): string[] {
  try {
    return schemas?.flaws(text) ?? [];
  } catch {
    return ["not JSON"];
  }
}
