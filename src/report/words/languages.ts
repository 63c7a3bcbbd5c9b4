import { de } from "./de.ts";
import { en, type Words } from "./en.ts";

/** Every language that reports are written in, by its code (ISO 639-1). */
export const languages = { en, de } as const satisfies Record<string, Words>;

export type Language = keyof typeof languages;
