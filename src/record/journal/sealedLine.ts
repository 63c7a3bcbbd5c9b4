import { crc32 } from "./crc32.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** `,"crc":"0a1b2c3d"}` */
const SEAL_BYTES = 18;

/**
 * An object as a line of JSON, its last member the crc of all that stands before it. No line
 * holds a line feed or a zero byte but the feed at its end.
 */
export function sealedLine(object: object): Uint8Array {
  const body = encoder.encode(JSON.stringify(object).slice(0, -1));
  const line = new Uint8Array(body.length + SEAL_BYTES + 1);
  line.set(body);
  encoder.encodeInto(`${sealOf(body)}\n`, line.subarray(body.length));
  return line;
}

/** What a line holds, without its line feed; null when it is not as it was written. */
export function unsealed(line: Uint8Array): Readonly<Record<string, unknown>> | null {
  if (line.length < SEAL_BYTES) return null;
  const body = line.subarray(0, -SEAL_BYTES);
  const seal = sealOf(body);
  for (let i = 0; i < SEAL_BYTES; i++) {
    if (line[body.length + i] !== seal.charCodeAt(i)) return null;
  }
  try {
    return JSON.parse(decoder.decode(line)) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function sealOf(body: Uint8Array): string {
  return `,"crc":"${crc32(body).toString(16).padStart(8, "0")}"}`;
}
