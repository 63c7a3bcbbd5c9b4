import fc from "fast-check";
import { expect, it } from "vitest";
import { LineSplitter } from "../../src/links/index.ts";

const text = fc.string({ unit: fc.constantFrom("a", "ä", "\r", " ", '"'), maxLength: 12 });

it("makes the same lines however they are cut, without those that are too long", () => {
  fc.assert(
    fc.property(fc.array(text), fc.array(fc.integer({ min: 1, max: 5 })), (lines, sizes) => {
      const whole = lines.map((line) => `${line}\n`).join("");
      const [heard, tooLong]: [string[], number[]] = [[], []];
      const splitter = new LineSplitter(
        (l) => heard.push(l),
        (n) => tooLong.push(n),
        8,
      );
      let from = 0;
      for (let i = 0; from < whole.length; i++) {
        const size = sizes[i % Math.max(1, sizes.length)] ?? 3;
        splitter.push(whole.slice(from, from + size));
        from += size;
      }
      const fits = lines.filter((line) => line.length <= 8 && line !== "");
      expect(heard).toEqual(fits.map((line) => line.replace(/\r$/, "")));
      expect(tooLong).toEqual(lines.map(({ length }) => length).filter((length) => length > 8));
    }),
  );
});
