import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Recorded timetables and figures of peers, kept beside the checkout and not in it. */
const folder = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

export const hasSharedData = existsSync(folder);

if (!hasSharedData) {
  console.warn(`notice: skipped what needs the shared data, which is not at ../shared/data`);
}

export function sharedPath(name: string): string {
  return folder + name;
}

export function sharedJson<T>(name: string): T {
  return JSON.parse(readFileSync(sharedPath(name), "utf8")) as T;
}
