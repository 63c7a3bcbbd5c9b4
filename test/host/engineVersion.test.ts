import { appendFileSync, cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../house/sources.ts";
import { build, ran } from "../support/busbar.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();

beforeAll(build);

/** What a copy of the program says. */
function versionIn(folder: string): string {
  const file = pathToFileURL(path.join(folder, "dist/host/engineVersion.js")).href;
  const program = `import { engineVersion } from "${file}"; process.stdout.write(engineVersion());`;
  return ran(process.execPath, ["--input-type=module", "--eval", program]).stdout;
}

function copied(name: string): string {
  mkdirSync(at(name));
  for (const part of ["dist", "package.json"]) {
    cpSync(path.join(root, part), at(name, part), { recursive: true });
  }
  return at(name);
}

describe("the version of the engine", () => {
  it("is the same wherever the code lies, and another when a line of it is", () => {
    const here = versionIn(root);
    expect(here).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/);
    const there = copied("there");
    expect(versionIn(there)).toBe(here);
    appendFileSync(path.join(there, "dist/physics/chargeCurve.js"), "\n");
    expect(versionIn(there)).not.toBe(here);
  });
});
