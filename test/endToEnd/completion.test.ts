import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { build, mainFile, ran } from "../support/busbar.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const hasBash = ran("bash", ["-c", "exit 0"]).status === 0;

describe.skipIf(!hasBash)("completion in bash", () => {
  const at = temporaryFolder();

  beforeAll(() => {
    build();
    writeFileSync(at("busbar"), `#!/bin/sh\nexec "${process.execPath}" "${mainFile}" "$@"\n`);
    chmodSync(at("busbar"), 0o755);
  }, 120_000);

  /** What bash offers for a line that it has cut into words, the last of which is completed. */
  function offered(...words: readonly string[]): string[] {
    const script =
      "source <(busbar completion)\n" +
      'COMP_WORDS=("$@")\nCOMP_CWORD=$(($# - 1))\n_busbar_bash\n' +
      'printf "%s\\n" "${COMPREPLY[@]}"\n';
    const env = { PATH: `${at()}${path.delimiter}${process.env["PATH"] ?? ""}` };
    const { status, stdout, stderr } = ran("bash", ["-c", script, "bash", ...words], { env });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return stdout.split("\n").filter((line) => line !== "");
  }

  it("offers commands, options and keys", () => {
    expect(offered("busbar", "ins")).toEqual(["inspect"]);
    expect(offered("busbar", "run", "a b.yaml", "--se")).toEqual(["--set", "--seed", "--seeds"]);
    expect(offered("busbar", "run", "--set", "control.st")).toEqual(["control.strategy="]);
  });

  it("offers what comes after an equals sign without what stands before it", () => {
    const cut = ["busbar", "run", "--set", "control.strategy", "="];
    expect(offered(...cut, "least")).toEqual(["leastLaxityFirst"]);
    expect(offered(...cut)).toContain("peakShaving");
  });

  it("leaves files to the shell", () => {
    expect(offered("busbar", "run", "sce")).toEqual([]);
    const { stdout } = ran("bash", ["-c", "source <(busbar completion); complete -p busbar"], {
      env: { PATH: `${at()}${path.delimiter}${process.env["PATH"] ?? ""}` },
    });
    expect(stdout).toBe("complete -o default -F _busbar_bash busbar\n");
  });
});
