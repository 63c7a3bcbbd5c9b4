import { beforeAll, describe, expect, it } from "vitest";
import {
  type Command,
  type CommandResult,
  type Link,
  type Observation,
  type Port,
} from "../../src/messages/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { type PresystemLink, type RedNight, Torture } from "../../src/torture/index.ts";
import { soundParts, type TortureParts } from "../../src/torture/mortalTwin.ts";
import type { Attach } from "../../src/torture/presystem/reception.ts";
import { NotKept } from "../../src/twin/index.ts";
import { tortureDepot } from "../support/tortureDepot.ts";

const REACTION_MS = 30_000;
const MOST_NIGHTS = 200;
/** Nights over VDV 463 take longer: not far from here is one that finds a bug. */
const A_WIRED_NIGHT = 10;

type AnyPort = Port<Observation, Command>;

/** The first night in which the bug breaks a rule, and the fewest faults that it takes. */
function found(
  scenarioOf: (seed: number) => Scenario,
  parts: Partial<TortureParts>,
  from = 1,
  presystem: PresystemLink = "direct",
): RedNight | null {
  const torture = new Torture(scenarioOf, REACTION_MS, () => presystem, {
    ...soundParts,
    ...parts,
  });
  for (let seed = from; seed <= MOST_NIGHTS; seed++) {
    const faults = torture.faults(seed);
    const outcome = torture.night(seed, faults);
    if (outcome.violation !== null) return torture.shrunk(seed, faults, outcome);
  }
  return null;
}

/** Receives presystems otherwise than is sound. */
function attached(
  changed: Partial<Parameters<Attach>[0]>,
  spoil: (receiving: ReturnType<Attach>) => void = () => {},
): TortureParts["attach"] {
  return (spec, version) => (around) => {
    const receiving = soundParts.attach(spec, version)({ ...around, ...changed });
    spoil(receiving);
    return receiving;
  };
}

/** Has what a port says and does changed on its way. */
function linked(change: (port: AnyPort) => AnyPort): Link {
  return (port) => Object.assign(Object.create(port), change(port as unknown as AnyPort));
}

describe("a planted bug is found, and shrunk to a few faults", () => {
  let scenarioOf: (seed: number) => Scenario;

  beforeAll(async () => {
    scenarioOf = await tortureDepot();
  });

  it("a ledger that trusts a lowering which nobody has confirmed", () => {
    const trusting = linked((port) => {
      let hear: (said: Observation) => void = () => {};
      return {
        listen: (listener) => {
          hear = listener;
          port.listen(listener);
        },
        send: (command) => {
          port.send(command);
          if (command.kind !== "setLimit") return;
          const { atMs, commandId, pointId } = command;
          const when = { atMs, knownAtMs: atMs };
          const result: CommandResult = {
            kind: "commandResult",
            ...when,
            commandId,
            pointId,
            status: "accepted",
          };
          hear(result);
        },
      };
    });
    const night = found(scenarioOf, { link: trusting });
    expect(night?.outcome.violation?.rule).toBe("limit");
    expect(night!.fewest.length).toBeLessThanOrEqual(5);
  });

  it("a journal that says it has kept what it has not", () => {
    const night = found(scenarioOf, {
      openJournal: (disk, header) => {
        const opened = soundParts.openJournal(disk, header);
        const { journal } = opened;
        let calls = 0;
        const commit = journal.commit.bind(journal);
        journal.commit = () => {
          if (++calls % 10 === 0) commit();
        };
        return opened;
      },
    });
    expect(night?.outcome.violation?.rule).toMatch(/memory|replay/);
    expect(night!.fewest.length).toBeLessThanOrEqual(5);
  });

  it("a desk that confirms a list before it is kept", () => {
    const night = found(
      scenarioOf,
      { attach: attached({ told: () => {} }) },
      A_WIRED_NIGHT,
      "vdv463",
    );
    expect(night?.outcome.violation?.rule).toBe("requests");
    expect(night!.fewest.length).toBeLessThanOrEqual(5);
    expect(night!.fewest.map(({ kind }) => kind)).toContain("kill");
  });

  it("a desk that misses what was withdrawn while nobody was connected", () => {
    const forgetful = attached({}, ({ desk }) => {
      let isNew = false;
      const heard = desk.heard.bind(desk);
      desk.heard = (event, atMs) => {
        if (event.kind === "bootNotified") isNew = true;
        heard(event, atMs);
        if (event.kind === "chargingRequestsReceived") isNew = false;
      };
      const listen = desk.listen.bind(desk);
      desk.listen = (hear) =>
        listen((word) => {
          if (!isNew || word.kind !== "requestWithdrawn") hear(word);
        });
    });
    const night = found(scenarioOf, { attach: forgetful }, A_WIRED_NIGHT, "vdv463");
    expect(night?.outcome.violation?.rule).toBe("requests");
    expect(night!.fewest.length).toBeLessThanOrEqual(5);
  });

  it("a desk that knows nothing of what an earlier process knew", () => {
    const newborn = attached({}, ({ desk }) => {
      desk.recall = () => {};
    });
    const night = found(scenarioOf, { attach: newborn }, A_WIRED_NIGHT, "vdv463");
    expect(night?.outcome.violation?.rule).toBe("requests");
    expect(night!.fewest.length).toBeLessThanOrEqual(5);
    expect(night!.fewest.map(({ kind }) => kind)).toContain("kill");
  });

  it("a desk that confirms nothing", () => {
    const silent = attached({}, ({ desk }) => {
      const heard = desk.heard.bind(desk);
      desk.heard = (event, atMs) => {
        if (event.kind === "chargingRequestsReceived") throw new NotKept();
        heard(event, atMs);
      };
    });
    const night = found(scenarioOf, { attach: silent }, A_WIRED_NIGHT, "vdv463");
    expect(night?.outcome.violation?.rule).toBe("requests");
    expect(night!.fewest).toEqual([]);
  });

  it("a law that takes a meter's word when the meter is known to be stuck", () => {
    const credulous = linked((port) => ({
      listen: (hear) =>
        port.listen((said) =>
          hear(said.kind === "siteMeasured" ? { ...said, quality: "good" } : said),
        ),
      send: (command) => port.send(command),
    }));
    const night = found(scenarioOf, { link: credulous });
    expect(night?.outcome.violation?.rule).toBe("limit");
    expect(night!.fewest.length).toBeLessThanOrEqual(5);
  });
});
