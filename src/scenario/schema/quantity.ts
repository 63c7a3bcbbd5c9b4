import { z } from "zod";
import { FIRST_DATE, LAST_DATE } from "../isDate.ts";

/** Beyond any depot: a number above it has the wrong unit [kW, kWh]. */
const MOST = 1_000_000;
/** A week [min]. */
const WEEK_MIN = 10_080;

/** A power that may be 0 [kW]. */
export const powerKw = z.number().min(0).max(MOST);

/** A power above 0 [kW]. */
export const positiveKw = z.number().positive().max(MOST);

/** A step of power; smaller ones would take forever [kW]. */
export const stepKw = z.number().min(0.1).max(MOST);

/** An energy above 0 [kWh]. */
export const positiveKwh = z.number().positive().max(MOST);

/** State of charge, 0 to 1. */
export const soc = z.number().min(0).max(1);

/** A length of time that may be 0, up to a week [min]. */
export const minutes = z.number().min(0).max(WEEK_MIN);

/** A length of time that is not 0 [min]. */
export const positiveMinutes = z.number().min(0.1).max(WEEK_MIN);

/** A length of time that may be 0, up to an hour [s]. */
export const seconds = z.number().min(0).max(3600);

/** A calendar date, quoted or not: `2026-03-02`. */
export const date = z.iso
  .date({ error: "expected a day of the calendar like 2026-03-02" })
  .refine(
    (day) => day >= FIRST_DATE && day <= LAST_DATE,
    `expected a date of the years ${FIRST_DATE.slice(0, 4)} to ${LAST_DATE.slice(0, 4)}`,
  );

/** Text of at least one character. */
export const word = z.string({ error: "expected text" }).min(1, "expected text");

/** A time of day, `05:30`. */
export const timeOfDay = z
  .string({ error: "expected a time of day like 05:30" })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time of day like 05:30");

/** Ids: letters, digits and `. _ - + @ # /`, no spaces. */
export const name = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._+@#/-]*$/u,
    "expected a name of letters, digits and . _ - + @ # /",
  )
  .max(100, "expected a name of at most 100 characters");

/** A name that is part of a file name, too: no slash. */
export const fileName = name.regex(/^[^/]*$/, "expected a name without /");
