import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./sources.ts";

/** What speaks VDV 463, where a test makes one. */
const ends = /new (PresystemClient|ChargeManagementServer|AttachedPresystems)\(/;

describe("ends of VDV 463 in tests", () => {
  it("say nothing that is not held against the official schemas", () => {
    const folder = path.join(root, "test");
    const speaking = readdirSync(folder, { recursive: true, encoding: "utf8" })
      // What is measured is not judged.
      .filter((name) => name.endsWith(".ts") && !name.startsWith("bench"))
      .map((name) => ({ name, text: readFileSync(path.join(folder, name), "utf8") }))
      .filter(({ text }) => ends.test(text));
    expect(speaking.length).toBeGreaterThan(4);
    const unheld = speaking.filter(({ text }) => !text.includes("byTheLetter.ts"));
    expect(unheld.map(({ name }) => name)).toEqual([]);
  });
});
