import { describe, expect, it } from "vitest";
import { utf8Fault } from "../../src/scenario/utf8Fault.ts";

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? [...new TextEncoder().encode(part)] : part,
    ),
  );

describe("bytes that are no UTF-8 text", () => {
  it.each([
    ["nothing at all", bytes(), null],
    ["letters of all kinds", bytes("Straße\n東京 🚌\n"), null],
    ["the sign of what could not be read, written down", bytes("a\ufffdb\n\ufffd"), null],
    ["a byte of Windows-1252", bytes("name: x\nStra", [0xdf], "e"), { line: 2, column: 5 }],
    ["one after the sign", bytes("ü\ufffd", [0xdf], "e"), { line: 1, column: 3 }],
    ["a letter cut off", bytes("a: ", [0xe6, 0x9d]), { line: 1, column: 4 }],
    ["two bytes of the sign", bytes("ab", [0xef, 0xbf], "c"), { line: 1, column: 3 }],
    ["a zero", bytes("a\nb\0"), { line: 2, column: 2 }],
  ])("%s", (_, text, fault) => {
    expect(utf8Fault(text)).toEqual(fault);
  });
});
