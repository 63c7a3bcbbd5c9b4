import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../house/sources.ts";
import { build, busbar, type Start } from "../support/busbar.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();

beforeAll(() => {
  build();
  writeFileSync(at("file"), "mine\n");
});

function quickstart(args: readonly string[], start: Start = {}) {
  return busbar(["run", `${root}/scenarios/quickstart.yaml`, ...args], { cwd: at(), ...start });
}

describe("where results cannot go", () => {
  it.each(["file", "file/", "file/below", "file/far/below"])("says so of %s", (out) => {
    const { status, stdout, stderr } = quickstart(["--out", out, "--json"]);
    expect(stderr).toMatch(/^Part of that path is a file, expected a folder: .*file/);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stdout).toBe("");
    expect(status).toBe(5);
    expect(readdirSync(at())).toEqual(["file"]);
    expect(readFileSync(at("file"), "utf8")).toBe("mine\n");
  });

  it("says so of a picture before it simulates", () => {
    const { status, stderr } = quickstart(["--out", "results", "--svg", "file/site.svg"]);
    expect(stderr).toMatch(/^Part of that path is a file, expected a folder: /);
    expect(status).toBe(5);
    expect(readdirSync(at())).toEqual(["file"]);
  });

  it("does not pull the folder away from under the one who stands in it", () => {
    mkdirSync(at("here"));
    const { status, stderr } = quickstart(["--out", "."], { cwd: at("here") });
    expect(stderr).toMatch(/^That folder is in use: /);
    expect(status).toBe(5);
    expect(readdirSync(at("here"))).toEqual([]);
  });

  it("does not touch a folder of other things", () => {
    mkdirSync(at("theirs"));
    writeFileSync(at("theirs/thesis.txt"), "years of work");
    const { status, stderr } = quickstart(["--out", "theirs"]);
    expect(stderr).toBe("theirs holds files that busbar did not make; choose another with --out\n");
    expect(status).toBe(2);
    expect(readdirSync(at("theirs"))).toEqual(["thesis.txt"]);
  });

  it.skipIf(!existsSync("/proc/self"))("gives up where no folder can be made", () => {
    const { status, stderr } = quickstart(["--out", "/proc/busbar"]);
    expect(stderr).toMatch(/^(The disk would not do it|There is no permission to write there): /m);
    expect(status).toBe(5);
  });

  const isRoot = process.getuid?.() === 0;
  if (isRoot) console.warn("notice: skipped folders that may not be written to, as root may");

  it.skipIf(isRoot)("says so of a folder that may not be written to", () => {
    mkdirSync(at("locked"));
    chmodSync(at("locked"), 0o500);
    const { status, stderr } = quickstart(["--out", "locked/results"]);
    expect(stderr).toMatch(/^There is no permission to write there: /);
    expect(status).toBe(5);
    expect(readdirSync(at("locked"))).toEqual([]);
  });
});

describe("where results can go", () => {
  it.each(["new", "slash/", "deep/er/still", "./dotted/../dotted"])("makes %s", (out) => {
    for (const time of ["first", "again"]) {
      const { status } = quickstart(["--out", out, "--svg", `${out}/../pictures/site.svg`]);
      expect(status, time).toBe(0);
      expect(readdirSync(at(out)), time).toHaveLength(9);
    }
    expect(readdirSync(at(out, "..")).filter((name) => name.includes(".tmp"))).toEqual([]);
    expect(readFileSync(at(out, "../pictures/site.svg"), "utf8")).toMatch(/^<svg /);
  });
});
