import { z } from "zod";

/** A power that may be 0 [kW]. */
export const powerKw = z.number().min(0);

/** A power above 0 [kW]. */
export const positiveKw = z.number().positive();

/** An energy above 0 [kWh]. */
export const positiveKwh = z.number().positive();

/** State of charge, 0 to 1. */
export const soc = z.number().min(0).max(1);

/** A length of time that may be 0 [min]. */
export const minutes = z.number().min(0);

/** A calendar date, quoted or not: `2026-03-02`. */
export const date = z.iso.date();

/** A time of day, `05:30`. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time of day like 05:30");

/** Names become file names and ids: letters, digits and `. _ - + @ # /`, no spaces. */
export const name = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._+@#/-]*$/u,
    "expected a name of letters, digits and . _ - + @ # /",
  );
