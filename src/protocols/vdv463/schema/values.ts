import * as z from "zod";
import { readInstant, writeInstant } from "../model/instant.ts";
import type { Version } from "./dialect.ts";
import { uriId } from "./uriId.ts";

/** What single values are in an edition. */
export interface Values {
  /** Of a point, a request, a process …; vehicles are free text in every edition. */
  readonly id: z.ZodType<string>;
  readonly soc: z.ZodType<number>;
  /** In a forecast. */
  readonly predictedSoc: z.ZodType<number>;
  /** A list of things that may be none only from 1.1 on. */
  list<T>(item: z.ZodType<T>): z.ZodType<T[]>;
}

export function valuesOf(version: Version): Values {
  const percent = z.number().min(0).max(100);
  return {
    id: version === "1.0" ? uriId : z.string(),
    soc: version === "1.0" ? z.number() : percent,
    predictedSoc: version === "2.0" ? percent : z.number(),
    list: (item) => (version === "1.0" ? z.array(item).min(1) : z.array(item)),
  };
}

/** Year 0 to 9999, which is all that a date-time can say. */
const anyInstant = z.int().min(-62_167_219_200_000).max(253_402_300_799_999);

export const instant = z.codec(z.string(), anyInstant, {
  decode: (text, { issues }) => {
    const read = readInstant(text);
    if (read !== null) return read;
    issues.push({ code: "custom", input: text, message: "expected a date-time with its zone" });
    return z.NEVER;
  },
  encode: writeInstant,
}) as unknown as z.ZodType<number>;

/** Rounded half away from zero when writing. */
export const whole = z.codec(z.int(), z.number(), {
  decode: (said) => said,
  encode: (meant) => (meant < 0 ? -1 : 1) * Math.floor(Math.abs(meant) + 0.5) || 0,
}) as unknown as z.ZodType<number>;
