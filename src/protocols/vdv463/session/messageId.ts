import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * The UUID (RFC 9562, version 8) of the n-th message under a name: never the
 * same twice, and the same again in a replay.
 * @param seed tells this connection from all others there ever were
 */
export function messageId(seed: string, n: number): string {
  const hex = bytesToHex(sha256(utf8ToBytes(`${seed}/${n}`)));
  const variant = "89ab"[Number.parseInt(hex[16]!, 16) % 4]!;
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}
