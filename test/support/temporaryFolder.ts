import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";

/** A folder that is there while the tests around this call run; the returned function names paths in it. */
export function temporaryFolder(): (...parts: readonly string[]) => string {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), "busbar-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return (...parts) => path.join(folder, ...parts);
}
