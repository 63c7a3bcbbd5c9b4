import { describe, expect, it } from "vitest";
import { diskFiles, journalFiles, systemClock } from "../../src/host/index.ts";
import { perfectLink } from "../../src/links/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { root } from "../house/sources.ts";
import { MemoryLive } from "../support/memoryLive.ts";
import { busbar, MemoryStore } from "../support/memorySurroundings.ts";
import { realChargeManagement } from "../support/realChargeManagement.ts";
import { presystemDepot } from "../support/presystemDepot.ts";
import { hasSharedData, sharedPath } from "../support/sharedData.ts";
import { commandsIn, plainRun } from "../support/smallTwin.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const at = temporaryFolder();
const links = {
  station: perfectLink,
  meter: perfectLink,
  presystem: perfectLink,
  gridOperator: perfectLink,
};

/** What every frame is held against: lock-step adds nothing to what the standard has. */
const schemas = hasSharedData ? ["--schemas", sharedPath("vdv463/schemas")] : [];

/** A request bears the name of its presystem as soon as that is a real one; all else is alike. */
function unnamed(commands: readonly string[]): string[] {
  return commands.map((text) => text.replaceAll("urn%3Abusbar%3Adms/", ""));
}

describe("a timetable as a presystem in lock-step", () => {
  it.each([
    ["leastLaxityFirst", 20, 7],
    ["peakShaving", 8, 3],
  ])(
    "has the same asked by direct calls, over links in memory, and in VDV 463 through TLS (%s, %i buses, %i days)",
    async (strategy, buses, days) => {
      const { scenario: file, emulate } = presystemDepot(
        { buses, days, strategy, presystems: ["dms"] },
        at,
      );
      const { scenario } = await loadScenario(diskFiles(root), file, { settings: [], seed: null });
      const direct = plainRun(scenario);
      expect(direct.commands.length).toBeGreaterThan(7 * buses * days);
      const linked = plainRun({ ...scenario, links });
      expect(linked).toEqual(direct);

      const live = new MemoryLive();
      // Schemas are on the disk, the journal is not.
      const journals = (folder: string) =>
        live.disks.has(folder) ? live.journals(folder) : journalFiles(folder);
      const around = { live, journals, clock: systemClock };
      const twin = busbar(
        ["twin", file, "--lock-step", "--json", "--no-report", "--out", "a", ...schemas],
        around,
      );
      const presystem = busbar([...emulate("dms"), "--lock-step", ...schemas]);
      // One without the other would wait for ever.
      const first = await Promise.race([twin, presystem]);
      expect(first.exitCode, first.stderr).toBe(0);
      const [{ exitCode, stdout, stderr }, emulated] = await Promise.all([twin, presystem]);
      expect([exitCode, emulated.exitCode], stderr + emulated.stderr).toEqual([0, 0]);
      if (hasSharedData) expect(stderr).toMatch(/schemas .*\d+ frames .*, 0 flaws/);
      expect(emulated.stderr).toMatch(
        /confirmed (\d+) times, refused 0 times.* 0 requests rejected, 0 warn/,
      );
      expect(unnamed(commandsIn(live.journals("a/journal")))).toEqual(unnamed(direct.commands));
      expect((JSON.parse(stdout) as { digest: string }).digest).toBe(direct.digest);
    },
  );

  it("goes on to the same where the disk was full, at whatever moment: what finds no room is not confirmed", async () => {
    const around = {
      buses: 4,
      days: 1,
      strategy: "leastLaxityFirst",
      presystems: ["dms"],
    } as const;
    const { scenario: file, emulate } = presystemDepot(around, at);
    const { scenario } = await loadScenario(diskFiles(root), file, { settings: [], seed: null });
    const { commands } = plainRun(scenario);
    const live = new MemoryLive();
    const store = new MemoryStore();
    const disk = live.diskOf("a/journal");
    const emulated = busbar([...emulate("dms"), "--lock-step"]);
    const twin = () =>
      busbar(["twin", file, "--lock-step", "--no-report", "--out", "a"], {
        live,
        journals: live.journals,
        clock: systemClock,
        store,
      });
    for (let roomBytes = 3000; roomBytes < 30_000; roomBytes += 3000) {
      disk.capacityBytes = roomBytes;
      const { exitCode, stderr } = await twin();
      expect(exitCode, stderr).toBe(5);
      expect(stderr).toMatch(/^The disk is full: /m);
    }
    disk.capacityBytes = Infinity;
    const { exitCode, stderr } = await twin();
    expect(exitCode, stderr).toBe(0);
    const { exitCode: emulatedExitCode, stderr: told } = await emulated;
    expect(emulatedExitCode, told).toBe(0);
    expect(commandsIn(live.journals("a/journal"))).toEqual(commands);
  });

  it.each([
    [["twin", "scenarios/quickstart.yaml", "--lock-step"], "with a scenario of `presystems`"],
    [
      [
        ..."emulate dms --scenario scenarios/quickstart.yaml --cms wss://d".split(" "),
        "--lock-step",
        "--speed=2",
      ],
      "--lock-step does not go with --speed",
    ],
  ])("refuses %j", async (words, message) => {
    const live = new MemoryLive();
    const { exitCode, stderr } = await busbar(words, { live, journals: live.journals });
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  it("says so where the other end knows of none", async () => {
    const server = await realChargeManagement();
    const { emulate } = presystemDepot(
      { buses: 2, days: 1, strategy: "immediate", presystems: ["dms"] },
      at,
    );
    const words = emulate("dms").map((word) => (word.startsWith("wss:") ? server.url : word));
    const { exitCode, stderr } = await busbar([...words, "--lock-step"]);
    await server.close();
    expect(stderr).toContain(
      "the charge management says no time: expected busbar twin --lock-step",
    );
    expect(exitCode).toBe(5);
  });
});
