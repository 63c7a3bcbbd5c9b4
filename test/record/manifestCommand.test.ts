import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../house/sources.ts";
import { build, busbar, mainFile, ran } from "../support/busbar.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();

beforeAll(() => {
  build();
  mkdirSync(at("it's a $HOME"));
});

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [
        `${parentPath}/${name}`.slice(folder.length + 1),
        readFileSync(`${parentPath}/${name}`, "latin1"),
      ]),
  );
}

describe.skipIf(process.platform === "win32")("the command in manifest.json", () => {
  it.each([
    { what: "by default", args: [] },
    { what: "with settings", args: ["--set", "grid.contractKw=600", "--seed=7", "--json"] },
    { what: "with odd words", args: ["--out", 'it\'s a $HOME/"run" #1; *', "--set=name=odd"] },
  ])("makes the same folder again, $what", ({ args }) => {
    const first = busbar(["run", `${root}/scenarios/quickstart.yaml`, ...args], { cwd: at() });
    expect(first.status).toBe(0);
    const folder = at(/^results {4}(.*)$/m.exec(first.stderr)?.[1] ?? "");
    const made = filesIn(folder);
    const { command, complete, digest } = JSON.parse(made["manifest.json"] ?? "") as {
      command: string;
      complete: boolean;
      digest: string;
    };
    expect(complete).toBe(true);
    expect(made["summary.json"]).toContain(digest);

    rmSync(folder, { recursive: true });
    const shell = `busbar() { "$NODE" "$MAIN" "$@"; }\n${command}`;
    const env = { NODE: process.execPath, MAIN: mainFile };
    const again = ran("sh", ["-c", shell], { cwd: at(), env });
    expect(again.status).toBe(0);
    expect(again.stdout).toBe(first.stdout);
    expect(again.stderr).toBe(first.stderr);
    expect(filesIn(folder)).toEqual(made);
  });
});
