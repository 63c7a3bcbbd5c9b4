import { fileURLToPath } from "node:url";

/** A file of this package, which lies two folders above this file, built or not. */
export function packageFile(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
