import { beforeAll, describe, expect, it } from "vitest";
import { commandsIn } from "../support/smallTwin.ts";
import { MemoryLive } from "../support/memoryLive.ts";
import { busbar, MemoryStore, type Outcome } from "../support/memorySurroundings.ts";

const NIGHT = "scenarios/incident-night.yaml";
const JOURNAL = "a/journal";
const WORDS = ["twin", NIGHT, "--out", "a", "--no-report", "--json", "--speed"];

describe("busbar twin", () => {
  const live = new MemoryLive();
  let ran: Outcome;
  let whole: Outcome;
  beforeAll(async () => {
    ran = await busbar(["run", NIGHT, "--json", "--out", "b", "--no-report"]);
    whole = await busbar([...WORDS, "max", "--log", "x"], { live, journals: live.journals });
  });

  it("ends as run does", () => {
    expect(whole.exitCode).toBe(ran.exitCode);
    expect(whole.stdout).toBe(ran.stdout);
    for (const file of ["summary.json", "sessions.csv", "depot.json", "summary.txt"]) {
      expect(whole.store.text(`a/${file}`)).toBe(ran.store.text(`b/${file}`));
    }
    expect(live.logged).toMatchObject([{ event: "begun" }, { event: "ended" }]);
  });

  it("goes on where it was stopped to the same end, at another speed", async () => {
    const parts = new MemoryLive();
    const store = new MemoryStore();
    const around = { live: parts, journals: parts.journals, store };
    const { from } = JSON.parse(whole.stdout) as { from: string };
    const until = new Date(Date.parse(from) + 19 * 3_600_000).toISOString().slice(0, 16);
    const part = await busbar([...WORDS, "86400", "--until", `${until}Z`], around);
    expect(part.exitCode).toBe(0);
    expect(JSON.parse(part.stdout)).toMatchObject({ complete: false });
    expect(part.stderr).toContain("goes on    busbar twin ");
    const end = await busbar([...WORDS, "max"], around);
    expect(end.stdout).toBe(whole.stdout);
    expect(store.text("a/summary.txt")).toBe(whole.store.text("a/summary.txt"));
    expect(commandsIn(parts.diskOf(JOURNAL))).toEqual(commandsIn(live.diskOf(JOURNAL)));
  });

  it("ends when its disk is full, and goes on when there is room again", async () => {
    const full = new MemoryLive();
    const around = { live: full, journals: full.journals, store: new MemoryStore() };
    full.diskOf(JOURNAL).capacityBytes = 400_000;
    const cut = await busbar([...WORDS, "max"], around);
    expect(cut.exitCode).toBe(5);
    expect(cut.stderr).toMatch(/^The disk is full: /m);
    full.diskOf(JOURNAL).capacityBytes = Infinity;
    expect((await busbar([...WORDS, "max"], around)).stdout).toBe(whole.stdout);
    expect(commandsIn(full.diskOf(JOURNAL))).toEqual(commandsIn(live.diskOf(JOURNAL)));
  });

  it("refuses the folder of another scenario", async () => {
    const { store } = whole;
    const words = [...WORDS, "max", "--set", "grid.contractKw=999"];
    const changed = await busbar(words, { live, journals: live.journals, store });
    expect(changed.exitCode).toBe(3);
    expect(changed.stderr).toMatch(/belongs to the scenario with hash .* in another folder/);
  });

  it("has a folder that run does not replace", async () => {
    const store = new MemoryStore();
    store.files.set("a/manifest.json", whole.store.text("a/manifest.json")!);
    store.files.set("a/journal/journal-000001.ndjson", "");
    const replaced = await busbar(["run", NIGHT, "--out", "a"], { store });
    expect(replaced.exitCode).toBe(2);
    expect(replaced.stderr).toBe("a holds the journal of a twin; choose another with --out\n");
  });

  it.each([
    ["--speed=0", /--speed: found "0", expected a number above 0, or max/],
    ["--until=tomorrow", /--until: found "tomorrow", expected an instant like/],
    ["--http=70000", /--http: found "70000", expected a port/],
  ])("refuses %s", async (word, says) => {
    const { exitCode, stderr } = await busbar(["twin", NIGHT, word]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(says);
  });
});

describe("busbar replay", () => {
  const live = new MemoryLive();
  let store: MemoryStore;
  beforeAll(async () => {
    ({ store } = await busbar([...WORDS, "max"], { live, journals: live.journals }));
  });

  it("finds the same commands", async () => {
    const count = commandsIn(live.diskOf(JOURNAL)).length;
    const again = await busbar(["replay", "a", "--json"], { live, journals: live.journals, store });
    expect(again.exitCode).toBe(0);
    expect(again.stderr).toMatch(new RegExp(`^same ${count} commands from \\d+ observations\n$`));
    expect(JSON.parse(again.stdout)).toMatchObject({ kind: "same", commands: count });
    expect(
      (await busbar(["replay", JOURNAL], { live, journals: live.journals, store })).stderr,
    ).toBe(again.stderr);
  });

  it("shows the first that is another, and says that the scenario is", async () => {
    const words = ["replay", "a", "--scenario", "scenarios/quickstart.yaml"];
    const again = await busbar(words, { live, journals: live.journals, store });
    expect(again.exitCode).toBe(3);
    expect(again.stderr).toMatch(
      /^record \d+ differs, at 20.*\n {2}heard .*\n {2}recorded .*\n {2}derived .*\nlikely because the scenario/,
    );
  });

  it("refuses a journal at the record that is damaged", async () => {
    const disk = live.diskOf(JOURNAL);
    const segment = disk.list().find((name) => name.startsWith("journal-"))!;
    const bytes = Uint8Array.from(disk.read(segment));
    bytes[bytes.length >> 1]! ^= 4;
    disk.replace(segment, bytes);
    const again = await busbar(["replay", "a"], { live, journals: live.journals, store });
    expect(again.exitCode).toBe(3);
    expect(again.stderr).toMatch(/^journal-\d+\.ndjson:\d+ \(byte \d+\): /);
  });

  it("refuses a folder without a journal", async () => {
    const { exitCode, stderr } = await busbar(["replay", "out/nothing"]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain("busbar twin makes one");
  });
});
