import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diskStore } from "../../src/host/index.ts";
import { type FileStore, ForeignFolder, writeRunDirectory } from "../../src/record/index.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();
const store = diskStore("/");

function write(path: string, text: string, through: FileStore = store): Promise<void> {
  const manifest = {
    tool: "busbar",
    version: "1",
    node: "v20",
    command: `busbar run ${text}`,
    digest: text,
    complete: true,
  } as const;
  return writeRunDirectory(through, path, manifest, {
    "a.txt": text,
    "b.bin": new TextEncoder().encode(text),
  });
}

/** Which run lies in a folder, whole; null for no folder. */
function wholeRun(path: string): string | null {
  const folder = path.slice(0, path.lastIndexOf("/"));
  if (!readdirSync(folder).includes(path.slice(folder.length + 1))) return null;
  expect(readdirSync(path).toSorted()).toEqual(["a.txt", "b.bin", "manifest.json"]);
  const text = readFileSync(`${path}/a.txt`, "utf8");
  expect(readFileSync(`${path}/b.bin`, "utf8")).toBe(text);
  const manifest = JSON.parse(readFileSync(`${path}/manifest.json`, "utf8")) as { digest: string };
  expect(manifest.digest).toBe(text);
  return text;
}

/** A store of which some calls fail, counted from 0. */
function failing(fails: (call: number) => boolean): { store: FileStore; failed: string[] } {
  const failed: string[] = [];
  let calls = 0;
  const proxy = new Proxy(store, {
    get(target, name: keyof FileStore) {
      if (name === "join" || name === "aside") return target[name];
      return (...args: [string & string[], string]) => {
        if (!fails(calls++)) return (target[name] as (...a: unknown[]) => unknown)(...args);
        failed.push(name);
        return Promise.reject(Object.assign(new Error("no"), { code: "EIO" }));
      };
    },
  });
  return { store: proxy, failed };
}

describe("a folder of results", () => {
  it("is made with all that lies above it, and replaced by the next", async () => {
    const path = at("far/away/run");
    await write(path, "old");
    await write(path, "new");
    expect(wholeRun(path)).toBe("new");
    expect(readdirSync(at("far/away"))).toEqual(["run"]);
  });

  it("may be an empty one that is there already", async () => {
    mkdirSync(at("empty"));
    await write(at("empty"), "new");
    expect(wholeRun(at("empty"))).toBe("new");
  });

  it.each([
    ["things of others", "thesis.txt", "years of work"],
    ["somebody else's manifest", "manifest.json", '{"tool":"npm"}'],
    ["a manifest that is none", "manifest.json", "{"],
    ["a manifest of nothing", "manifest.json", "null"],
  ])("is not made of one that holds %s", async (what, name, text) => {
    const path = at(what);
    mkdirSync(path);
    writeFileSync(`${path}/${name}`, text);
    await expect(write(path, "new")).rejects.toThrow(ForeignFolder);
    expect(readdirSync(path)).toEqual([name]);
    expect(readFileSync(`${path}/${name}`, "utf8")).toBe(text);
  });

  it("keeps nothing of a longer run before it", async () => {
    const path = at("shrunk");
    await write(path, "old");
    writeFileSync(`${path}/series.csv`, "of an older version");
    await write(path, "new");
    expect(wholeRun(path)).toBe("new");
  });
});

describe("whatever call of the disk fails", () => {
  it.each([true, false])("is whole, as before or as new (one before: %s)", async (hadOne) => {
    for (let call = 0; ; call++) {
      const folder = `once-${hadOne}-${call}`;
      mkdirSync(at(folder));
      const path = at(folder, "run");
      if (hadOne) await write(path, "old");
      const disk = failing((i) => i === call);
      const error: unknown = await write(path, "new", disk.store).catch((e: unknown) => e);
      if (disk.failed.length === 0) break;
      expect(error, `call ${call}, ${disk.failed[0]}`).toMatchObject({ message: "no" });
      if (disk.failed[0] === "remove") expect(wholeRun(path)).toBe("new");
      else expect(wholeRun(path)).toBe(hadOne ? "old" : null);
      const left = readdirSync(at(folder)).filter((name) => name !== "run");
      if (disk.failed[0] !== "remove") expect(left).toEqual([]);
    }
  });

  it("loses nothing when every later call fails as well, and says where it is", async () => {
    for (let call = 0; ; call++) {
      const path = at(`ever-${call}`, "run");
      await write(path, "old");
      const disk = failing((i) => i >= call);
      const error: unknown = await write(path, "new", disk.store).catch((e: unknown) => e);
      if (disk.failed.length === 0) break;
      expect(error).toMatchObject({ code: "EIO" });
      const told = /what was there is now (.*)$/.exec((error as Error).message)?.[1];
      if (told === undefined) expect(["old", "new"]).toContain(wholeRun(path));
      else expect([wholeRun(path), wholeRun(told)]).toEqual([null, "old"]);
    }
  });
});
