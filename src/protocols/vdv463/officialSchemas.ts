import type { ErrorObject, ValidateFunction } from "ajv";
import type { Version } from "./schema/dialect.ts";

/** The schemas of one edition as the publisher gives them out; they are not part of Busbar. */
export interface OfficialSchemas {
  /**
   * What is wrong with a frame by the letter of the edition, empty if nothing is.
   * @throws SyntaxError if it is not JSON
   */
  flaws(frame: string): string[];
  /** Of a payload alone; null if the edition has no schema for it. */
  payloadFlaws(schema: string, payload: unknown): string[] | null;
}

/**
 * @param files by name without `.json`: MessageStructure, BootNotificationRequest …
 * @throws Error if one of them is no JSON Schema
 */
export async function officialSchemas(
  version: Version,
  files: ReadonlyMap<string, object>,
): Promise<OfficialSchemas> {
  const { default: formats } = await import("ajv-formats");
  // 1.x is of draft 4, with members of later drafts; its two editions bear the same ids.
  const { default: Ajv } = version === "2.0" ? await import("ajv") : await import("ajv-draft-04");
  const ajv = new Ajv.default({ strict: version === "2.0", strictTuples: false });
  formats.default(ajv);
  const checks = new Map<string, ValidateFunction>(
    [...files].map(([name, schema]) => [name, ajv.compile(schema)]),
  );
  const flawsBy = (name: string, value: unknown): string[] | null => {
    const check = checks.get(name);
    if (check === undefined) return null;
    return check(value) ? [] : (check.errors ?? []).map((error) => inWords(name, error));
  };
  return {
    payloadFlaws: flawsBy,
    flaws: (frame) => {
      const slots = JSON.parse(frame) as readonly unknown[];
      const wrong = flawsBy("MessageStructure", slots) ?? ["MessageStructure: no such schema"];
      if (wrong.length > 0) return wrong;
      return flawsBy(schemaOf(slots[0], String(slots[5])), slots[6]) ?? [];
    },
  };
}

function schemaOf(type: unknown, action: string): string {
  if (type === 3) return "ErrorResponse";
  return `${action}${type === 1 ? "Request" : "Response"}`;
}

function inWords(name: string, { instancePath, message }: ErrorObject): string {
  return `${name}${instancePath}: ${message ?? "wrong"}`;
}
