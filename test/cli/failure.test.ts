import { describe, expect, it } from "vitest";
import { busbar, diskError, MemoryStore } from "../support/memorySurroundings.ts";

const QUICKSTART = "scenarios/quickstart.yaml";

/** A clock that cannot be looked at: nothing may be simulated. */
const noClock = {
  nowMs: (): number => {
    throw new Error("simulated, although it could have been known to be in vain");
  },
  wait: async (): Promise<void> => {},
};

describe("scenarios that cannot be used", () => {
  it.each([
    [["run", "nowhere.yaml"], "nowhere.yaml there is no such file\n"],
    [["run", "src"], "src this is a folder, expected a file\n"],
    [
      ["run", QUICKSTART, "--set", "control.strategy=leastLaxtyFirst"],
      '--set control.strategy=leastLaxtyFirst control.strategy: found "leastLaxtyFirst", ',
    ],
    [["validate", "package.json"], 'package.json:3:3 there is no key "version" here'],
  ])("end with 3: %j", async (args, message) => {
    const { exitCode, stdout, stderr, store } = await busbar(args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(exitCode).toBe(3);
    expect(stdout).toBe("");
    expect(store.files.size).toBe(0);
  });
});

describe("a disk that would not", () => {
  it.each([
    ["EACCES", "There is no permission to write there"],
    ["EROFS", "The disk is read-only"],
    ["EIO", "The disk would not do it"],
  ])("is found before anything is simulated: %s", async (code, words) => {
    const store = new MemoryStore((file) => {
      throw diskError(code, file);
    });
    const { exitCode, stdout, stderr } = await busbar(["run", QUICKSTART, "--out", "a"], {
      store,
      clock: noClock,
    });
    expect(stderr).toBe(`${words}: 'a'\n`);
    expect(exitCode).toBe(5);
    expect(stdout).toBe("");
  });

  it("is found before anything is simulated where only the drawing cannot be", async () => {
    const store = new MemoryStore((file) => {
      if (file.endsWith(".svg")) throw diskError("EACCES", file);
    });
    const { exitCode, stderr } = await busbar(["run", QUICKSTART, "--svg", "b/site.svg"], {
      store,
      clock: noClock,
    });
    expect(stderr).toBe("There is no permission to write there: 'b/site.svg'\n");
    expect(exitCode).toBe(5);
    expect(store.files.size).toBe(0);
  });

  it.each(["summary.json", "sessions.csv", "series.parquet", "manifest.json"])(
    "leaves nothing half-written when it is full at %s",
    async (name) => {
      const store = new MemoryStore((file) => {
        if (file.endsWith(name)) throw diskError("ENOSPC", file);
      });
      const { exitCode, stdout, stderr } = await busbar(["run", QUICKSTART, "--json"], { store });
      expect(stderr).toMatch(/^The disk is full: 'out\/quickstart-.*'\n$/);
      expect(exitCode).toBe(5);
      expect(stdout).toBe("");
      expect([...store.files.keys()]).toEqual([]);
    },
  );

  it("keeps the run that was there before", async () => {
    const store = new MemoryStore();
    await busbar(["run", QUICKSTART, "--out", "a"], { store });
    const before = new Map(store.files);
    const full = new MemoryStore((file) => {
      if (file.endsWith("series.parquet")) throw diskError("ENOSPC", file);
    });
    for (const [file, content] of before) full.files.set(file, content);
    const { exitCode } = await busbar(["run", QUICKSTART, "--out", "a", "--seed", "2"], {
      store: full,
    });
    expect(exitCode).toBe(5);
    expect(full.files).toEqual(before);
  });
});

describe("folders of others", () => {
  it.each([
    ["holds files of somebody", { "a/thesis.tex": "\\begin" }],
    ["holds the manifest of another program", { "a/manifest.json": '{ "tool": "npm" }' }],
    ["holds a manifest that is none", { "a/manifest.json": "{" }],
  ])("are left alone: one that %s", async (_, files) => {
    const store = new MemoryStore();
    for (const [file, text] of Object.entries(files)) store.files.set(file, text);
    const { exitCode, stderr } = await busbar(["run", QUICKSTART, "--out", "a"], {
      store,
      clock: noClock,
    });
    expect(stderr).toBe("a holds files that busbar did not make; choose another with --out\n");
    expect(exitCode).toBe(2);
    expect(Object.fromEntries(store.files)).toEqual(files);
  });

  it("are no place for a drawing", async () => {
    const store = new MemoryStore();
    store.files.set("b/letter.txt", "");
    const { exitCode, stderr } = await busbar(["run", QUICKSTART, "--svg", "b"], {
      store,
      clock: noClock,
    });
    expect(stderr).toMatch(/^--svg: found b, which is a folder, expected a file\n/);
    expect(exitCode).toBe(2);
  });
});

describe("a fault of ours", () => {
  it("ends with 1, the command as a shell takes it, and where it happened", async () => {
    const { exitCode, stderr } = await busbar(["run", QUICKSTART, "--set", "name=it's"], {
      clock: noClock,
      store: new MemoryStore(),
      files: {
        readBytes: async () => {
          throw new TypeError("cannot read properties of nothing");
        },
        readChunks: async function* () {},
        resolve: (file) => file,
        seenFrom: (file) => file,
      },
    });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^This is a bug in busbar 1\.2\.3\. Please report it with this command:\n/,
    );
    expect(stderr).toContain(`  busbar run ${QUICKSTART} --set 'name=it'\\''s'\n`);
    expect(stderr).toContain("TypeError: cannot read properties of nothing\n    at ");
  });
});
