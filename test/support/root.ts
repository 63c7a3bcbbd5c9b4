import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout, seen from a test or from what a bench was compiled into. With a slash at its end. */
export const root = checkoutAround(path.dirname(fileURLToPath(import.meta.url)));

function checkoutAround(folder: string): string {
  return existsSync(path.join(folder, "package.json"))
    ? `${folder}${path.sep}`
    : checkoutAround(path.dirname(folder));
}
