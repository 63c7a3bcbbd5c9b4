import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { packageVersion } from "./packageVersion.ts";

/** Hex digits of a hash that tells builds apart: 48 bits. */
const DIGITS = 12;

/**
 * `1.4.0+0a1b2c3d4e5f`: the version and a hash of the code that runs, wherever it lies. Results of two
 * programs with one engine version are the same; a checkout has another after each change.
 */
export function engineVersion(): string {
  return `${packageVersion()}+${codeHash()}`;
}

/** Of the code that runs, wherever it lies. */
export function codeHash(): string {
  const code = fileURLToPath(new URL("..", import.meta.url));
  const files = readdirSync(code, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.[jt]s$/.test(file))
    .map((file) => file.split(path.sep).join("/"))
    .toSorted();
  const hash = createHash("sha256");
  for (const file of files) {
    const text = readFileSync(path.join(code, file));
    hash.update(`${file} ${text.length}\n`).update(text);
  }
  return hash.digest("hex").slice(0, DIGITS);
}
