import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../house/sources.ts";
import { ran } from "../support/busbar.ts";
import { hasRegistry } from "../support/registry.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const hasGit = ran("git", ["rev-parse", "--is-inside-work-tree"]).status === 0;

if (!hasGit) console.warn("notice: skipped a fresh clone, as this is no checkout of git");

/** Packages come over the wire. */
const INSTALL_MS = 900_000;

describe.skipIf(!hasGit || !hasRegistry)("a fresh clone", { timeout: INSTALL_MS }, () => {
  const at = temporaryFolder();
  const git = (folder: string, ...args: string[]) => ran("git", args, { cwd: at(folder) });
  // As people call it; NODE_ENV must not keep the compiler away.
  const quickstart = () =>
    ran(at("clone/bin/busbar"), ["run", "scenarios/quickstart.yaml"], {
      cwd: at("clone"),
      env: { NODE_ENV: "production" },
    });

  beforeAll(() => {
    copyWorkingTree(at("origin"));
    git("origin", "init", "--quiet");
    git("origin", "add", "--all", "--force");
    const author = ["-c", "user.name=test", "-c", "user.email=test@localhost"];
    git("origin", ...author, "-c", "commit.gpgsign=false", "commit", "--quiet", "-m", "as it is");
    git("", "clone", "--quiet", "origin", "clone");
  });

  it("installs, builds and runs the README's first command, and stays clean", () => {
    const { status, stdout, stderr } = quickstart();
    expect(stderr).toMatch(/^busbar: installing packages …$/m);
    expect(stderr).toMatch(/^busbar: building …$/m);
    expect(stderr).toMatch(/^\d+ of \d+ buses leave ready/m);
    expect(stdout).toBe("");
    expect(status).toBe(0);
    expect(git("clone", "status", "--porcelain").stdout).toBe("");
  });

  it("is quiet the second time", () => {
    const { status, stderr } = quickstart();
    expect(status).toBe(0);
    expect(ownLines(stderr)).toEqual([]);
    expect(stderr).toMatch(/^\d+ of \d+ buses leave ready/m);
  });

  it("builds again when a source has changed, and says so in one line", () => {
    appendFileSync(at("clone/src/kpi/peak15.ts"), "\n");
    const { status, stderr } = quickstart();
    expect(status).toBe(0);
    expect(ownLines(stderr)).toEqual(["busbar: building …"]);
    git("clone", "checkout", "--quiet", ".");
  });

  it("is not held up by a build that was cut short", () => {
    const { pid } = spawnSync(process.execPath, ["--eval", ""]);
    writeFileSync(at("clone/.cache/build.pid"), String(pid));
    mkdirSync(at(`clone/.cache/dist-${pid}`));
    const { status, stderr } = quickstart();
    expect(status).toBe(0);
    expect(ownLines(stderr)).toEqual(["busbar: building …"]);
    expect(existsSync(at(`clone/.cache/dist-${pid}`))).toBe(false);
    expect(existsSync(at("clone/.cache/build.pid"))).toBe(false);
  });

  it("passes those tests that a word picks out", () => {
    const { status, stdout } = ran(at("clone/bin/test"), ["house"], { cwd: at("clone") });
    expect(stdout).toMatch(/^ok {3}tests/m);
    expect(status).toBe(0);
  });
});

/** Everything that git knows of or would, as it is on the disk now. */
function copyWorkingTree(to: string): void {
  const { stdout } = ran("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  for (const name of stdout.split("\0")) {
    if (name === "" || !existsSync(path.join(root, name))) continue;
    cpSync(path.join(root, name), path.join(to, name));
  }
}

function ownLines(stderr: string): string[] {
  return stderr.split("\n").filter((line) => line.startsWith("busbar:"));
}
