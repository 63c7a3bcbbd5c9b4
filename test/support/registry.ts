import { ran } from "./busbar.ts";

/** Whether npm and the registry it is set up for answer. */
export const hasRegistry =
  ran("npm", ["view", "typescript", "version", "--fetch-retries=0", "--fetch-timeout=20000"])
    .status === 0;

if (!hasRegistry) {
  console.warn("notice: skipped what installs packages, as the npm registry does not answer");
}
