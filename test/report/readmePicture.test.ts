import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../house/sources.ts";
import { build, busbar } from "../support/busbar.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();
const readme = readFileSync(path.join(root, "README.md"), "utf8");
const [, words = "", file = ""] = /!\[(.*?)\]\((\S+\.svg)\)/.exec(readme) ?? [];

describe("the picture in the README", () => {
  let text = "";

  beforeAll(() => {
    build();
    const args = ["run", "scenarios/quickstart.yaml", "--out", at("run"), "--svg", at("site.svg")];
    text = busbar(args).stderr;
  });

  it("is what the quickstart draws now (else run it with --svg reports/quickstart.svg)", () => {
    expect(
      readFileSync(path.join(root, file), "utf8") === readFileSync(at("site.svg"), "utf8"),
    ).toBe(true);
  });

  it("is told in figures that the run gives", () => {
    const figures = words.match(/[\d,]+(?= kW)/g) ?? [];
    expect(figures).toHaveLength(2);
    expect(text).toContain(`plug and charge would draw ${figures[1]} kW`);
    expect(readFileSync(at("site.svg"), "utf8")).toContain(`contract ${figures[0]} kW`);
  });
});
