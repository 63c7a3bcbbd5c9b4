import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../house/sources.ts";
import { busbar, ran } from "../support/busbar.ts";
import { hasRegistry } from "../support/registry.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

/** Packages come over the wire. */
const INSTALL_MS = 900_000;

describe.skipIf(!hasRegistry)("the package, installed elsewhere", { timeout: INSTALL_MS }, () => {
  const at = temporaryFolder();
  const npm = (...args: string[]) => ran("npm", args, { cwd: at("elsewhere") });

  beforeAll(() => {
    mkdirSync(at("elsewhere"));
    expect(ran("npm", ["pack", "--pack-destination", at()]).status).toBe(0);
    const tarball = readdirSync(at()).find((name) => name.endsWith(".tgz")) ?? "";
    expect(npm("install", "--no-fund", "--no-audit", at(tarball)).status).toBe(0);
  }, INSTALL_MS);

  it("runs the quickstart to the same digest as the checkout", () => {
    const scenario = "node_modules/busbar/scenarios/quickstart.yaml";
    const there = ran("npx", ["--offline", "busbar", "run", scenario, "--json"], {
      cwd: at("elsewhere"),
    });
    expect(there.status).toBe(0);
    const args = ["run", "scenarios/quickstart.yaml", "--json", "--out", at("out")];
    expect(digestOf(there.stdout)).toBe(digestOf(busbar(args).stdout));
  });

  it("draws there, too", () => {
    const scenario = "node_modules/busbar/scenarios/quickstart.yaml";
    const args = ["--offline", "busbar", "run", scenario, "--svg", "site.svg"];
    expect(ran("npx", args, { cwd: at("elsewhere") }).status).toBe(0);
    expect(existsSync(at("elsewhere/site.svg"))).toBe(true);
  });

  it("brings what is needed to run and nothing of how it was made", () => {
    const folder = at("elsewhere/node_modules/busbar");
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => !statSync(path.join(folder, name)).isDirectory())
      .map((name) => name.split(path.sep).join("/"));
    expect(new Set(names.map((name) => name.split("/")[0]))).toEqual(
      new Set([
        "LICENSE",
        "README.md",
        "bin",
        "dist",
        "fixtures",
        "package.json",
        "reports",
        "scenarios",
      ]),
    );
    expect(names.filter((name) => name.startsWith("bin/"))).toEqual(["bin/busbar"]);
    expect(names.filter((name) => /\.test\.|\.ts$|(^|\/)\./.test(name))).toEqual([]);
    expect(names.filter((name) => name.startsWith("fixtures/")).toSorted()).toEqual(
      readdirSync(path.join(root, "fixtures"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name)))
        .map((name) => name.split(path.sep).join("/"))
        .toSorted(),
    );
  });

  it("brings no package that only the checkout needs", () => {
    const packages = readdirSync(at("elsewhere/node_modules"));
    expect(packages).toContain("vega");
    expect(packages).not.toContain("typescript");
    expect(packages).not.toContain("vitest");
  });
});

function digestOf(summary: string): string {
  const { digest } = JSON.parse(summary) as { digest: string };
  expect(digest).toMatch(/^[0-9a-f]{32}$/);
  return digest;
}
