import { grouped } from "../grouped.ts";

/** `8,192 bytes`, `1.3 MB`. */
export function bytesText(bytes: number): string {
  return bytes < 100_000 ? `${grouped(bytes, 0)} bytes` : `${grouped(bytes / 1e6, 1)} MB`;
}
