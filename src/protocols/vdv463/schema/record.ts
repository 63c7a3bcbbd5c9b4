import * as z from "zod";
import { isObject } from "./isObject.ts";

/** The schema of each member that an edition knows. */
type Shape<T> = { readonly [K in keyof T]?: z.ZodType };

/**
 * An object of known members: when reading, others are refused; when writing,
 * what the edition does not know is left out.
 * @param isOpen others are left out when reading, too
 */
export function record<T extends object>(shape: Shape<T>, isOpen = false): z.ZodType<T> {
  const members = shape as z.ZodRawShape;
  const wire = isOpen ? z.object(members) : z.strictObject(members);
  const names = Object.keys(members);
  const codec = z.codec(wire, z.custom<T>(), {
    decode: (said) => said as T,
    encode: (meant) => known(meant, names) as z.output<typeof wire>,
  });
  return codec;
}

/** Values are written before they are checked: this may be anything. */
function known(meant: unknown, names: readonly string[]): unknown {
  if (!isObject(meant)) return meant;
  const said: Record<string, unknown> = {};
  for (const name of names) {
    if (meant[name] !== undefined) said[name] = meant[name];
  }
  return said;
}
