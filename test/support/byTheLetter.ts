import { afterEach, expect } from "vitest";
import { tappedDial, tappedDoor, type WireTap } from "../../src/drivers/vdv463/index.ts";
import type { Dial, Door } from "../../src/protocols/transport/index.ts";
import { serverOptions, type Version } from "../../src/protocols/vdv463/index.ts";
import { readOfficialSchemas } from "./vdv463.ts";

/*
 * Whoever imports this has every frame that goes through a held door or dial looked at: by the letter of the edition
 * agreed upon, after each test. `test/house/letter.test.ts` sees to it that no end of ours speaks in a test without it.
 */

const official = await readOfficialSchemas();
const wrong = new Set<string>();
let looked = 0;

type Direction = Parameters<WireTap["text"]>[1];

/** A charge management of ours, of whom all that it says is held against the schemas. @param ours who else is one of us */
export function heldDoor(
  door: Door,
  versions: readonly Version[] = serverOptions.versions,
  ours: readonly Direction[] = ["c>p"],
): Door {
  return tappedDoor(door, () => tapOf(versions, ours));
}

/** One of our presystems, of whom all that it says is held against the schemas. */
export function heldDial(dial: Dial, versions: readonly Version[] = serverOptions.versions): Dial {
  return (target, events) => tappedDial(dial, tapOf(versions, ["p>c"]))(target, events);
}

/** What was wrong since this was last asked. */
export function wrongFrames(): string[] {
  const found = [...wrong];
  wrong.clear();
  return found;
}

/** How many frames were looked at in this file; 0: there are no schemas. */
export function framesHeld(): number {
  return looked;
}

afterEach(() => {
  expect(wrongFrames()).toEqual([]);
});

function tapOf(versions: readonly Version[], ours: readonly Direction[]): WireTap {
  let version: Version | undefined;
  return {
    opened: (_target, subprotocol) => {
      const is2 = subprotocol === "v2.463.vdv.de";
      version = versions.find((each) => (each === "2.0") === is2);
    },
    refused() {},
    closed() {},
    text: (text, direction) => {
      if (version === undefined || !ours.includes(direction)) return;
      const schemas = official.get(version);
      if (schemas === undefined) return;
      looked++;
      for (const flaw of schemas.flaws(withSoundId(text)))
        wrong.add(`${version}, ${flaw}: ${text}`);
    },
  };
}

/** An id that is no UUID is echoed as it came: in an answer that is right. */
function withSoundId(text: string): string {
  const slots = JSON.parse(text) as unknown[];
  if (slots[0] === 1) return text;
  return JSON.stringify(slots.with(4, "00000000-0000-4000-8000-000000000001"));
}
