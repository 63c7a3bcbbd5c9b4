import fc from "fast-check";
import { id, type PointId } from "../../src/messages/index.ts";
import type { JournalEntry, JournalHeader } from "../../src/record/index.ts";

export const someHeader: JournalHeader = {
  scenarioHash: "0a1b2c3d",
  engineVersion: "1.2.3+abc",
  startMs: 1_700_000_000_000,
  seed: 7,
};

/** Any text: controls, half surrogates, quotes, what looks like the end of a line. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constant('\n\0","crc":"00000000"}\n'),
);

export const anyEntry: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc.record({
    kind: fc.constant("mark" as const),
    mark: fc.constant("fellBehind" as const),
    note: anyText,
  }),
  fc.constant({ kind: "mark", mark: "started" } as const),
  fc.nat().map((atMs): JournalEntry => ({
    kind: "observation",
    observation: { kind: "tick", atMs, knownAtMs: atMs },
  })),
  fc.record({ atMs: fc.nat(), reason: anyText }).map(({ atMs, reason }): JournalEntry => ({
    kind: "command",
    command: { kind: "raiseAlarm", commandId: 1, atMs, alarm: id<PointId>("p1"), reason },
  })),
);

/** What is done to a journal: an entry, a commit, or a snapshot. */
export type JournalStep = JournalEntry | "commit" | "snapshot";

export const anySteps: fc.Arbitrary<JournalStep[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: anyEntry },
    { weight: 3, arbitrary: fc.constant("commit" as const) },
    { weight: 1, arbitrary: fc.constant("snapshot" as const) },
  ),
  { maxLength: 40 },
);
