import { readFileSync } from "node:fs";
import fc from "fast-check";
import { codecOf } from "../../src/protocols/vdv463/index.ts";
import { hasSharedData, sharedPath } from "./sharedData.ts";
import { anyMessage } from "./vdv463Arbitraries.ts";
import { account } from "./vdv463Stage.ts";

const recorded = hasSharedData
  ? ["day-plain-11", "evening-two-presystems-20"].flatMap((name) =>
      readFileSync(sharedPath(`vdv463/sessions/${name}.ndjson`), "utf8")
        .split("\n")
        .filter((line) => line.includes('"op":"text"'))
        .map((line) => (JSON.parse(line) as { raw: string }).raw),
    )
  : [];
const codec = codecOf({ version: "2.0", presentPowerIs: "actual" });
const frame = fc.oneof(
  anyMessage.map((message) => codec.write(message)!),
  ...(recorded.length > 0 ? [fc.constantFrom(...recorded)] : []),
);

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom("toString", "__proto__", "constructor", "", "-0", 1e308, -1, 1.5, null),
);

/** A frame of whose values one is another. */
const twisted = fc.tuple(frame, fc.nat(), odd).map(([text, n, value]) => {
  const slots = JSON.parse(text) as unknown;
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const walk = (holder: Record<string, unknown>): void => {
    for (const [key, inner] of Object.entries(holder)) {
      places.push([holder, key]);
      if (typeof inner === "object" && inner !== null) walk(inner as Record<string, unknown>);
    }
  };
  walk(slots as Record<string, unknown>);
  const [holder, key] = places[n % places.length]!;
  if (n % 5 === 0 && !Array.isArray(holder)) holder[`${key}x`] = value;
  else holder[key] = value;
  return JSON.stringify(slots);
});

/** A frame of whose text some is gone, or other. */
const torn = fc
  .tuple(frame, fc.nat(), fc.nat({ max: 20 }), fc.string({ maxLength: 5 }))
  .map(([text, at, gone, instead]) => {
    const from = at % text.length;
    return text.slice(0, from) + instead + text.slice(from + gone);
  });

const garbage = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.json(),
  fc.array(odd, { minLength: 5, maxLength: 8 }).map((slots) => JSON.stringify(slots)),
  fc
    .tuple(
      fc.constantFrom(1, 2, 3, 4),
      fc.constantFrom("BootNotification", "ProvideChargingRequests", "ProvideChargingInformation"),
      odd,
    )
    .map(([type, action, payload]) =>
      JSON.stringify([
        type,
        "BMS",
        account.presystemIds[0],
        "2026-03-10T15:00:00Z",
        "00000000-0000-4000-8000-000000000001",
        action,
        payload,
      ]),
    ),
);

/** What may come over a wire: frames, sound, twisted or torn, and garbage. */
export const anyFrame = fc.oneof(frame, twisted, torn, garbage);
