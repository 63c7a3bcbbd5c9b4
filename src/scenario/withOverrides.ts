import { parse } from "yaml";
import { dotted, type Path, type SourceDocument } from "./readDocument.ts";
import { InputProblem, type Place } from "./inputProblem.ts";

/** A value given on the command line, `control.strategy=immediate`. */
interface Override {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly place: Place;
}

const FORBIDDEN = new Set(["__proto__", "prototype", "constructor"]);

/**
 * Puts `path=value` settings over a document; each value is read as YAML.
 * @throws InputProblem for a setting that has no path or whose path leads into a plain value
 */
export function withOverrides(source: SourceDocument, settings: readonly string[]): SourceDocument {
  const overrides = settings.map(parseSetting);
  let value = source.value;
  for (const override of overrides) value = replaced(value, override, 0);
  const overrideOf = (path: Path): Override | undefined => {
    const text = `${dotted(path)}.`;
    const around = overrides.findLast(({ path: over }) => text.startsWith(`${dotted(over)}.`));
    // What the file does not have was made for the sake of something in it.
    const within = overrides.findLast(({ path: over }) => dotted(over).startsWith(text));
    return around ?? (isIn(source.value, path) ? undefined : within);
  };
  return {
    file: source.file,
    value,
    placeOf: (path, offset) => {
      const override = overrideOf(path);
      return override === undefined
        ? source.placeOf(path, offset)
        : { ...override.place, path: dotted(path) };
    },
    placeOfKey: (path, key) => {
      const override = overrides.findLast(({ path: over }) =>
        `${dotted(over)}.`.startsWith(`${dotted([...path, key])}.`),
      );
      return override === undefined
        ? source.placeOfKey(path, key)
        : { ...override.place, path: dotted(path) };
    },
  };
}

/** Whether the value at a path, or something around it, came from the command line. */
export function isOverridden(settings: readonly string[], path: string): boolean {
  return settings.some((setting) => `${path}.`.startsWith(`${setting.split("=")[0]}.`));
}

/** Whether a value has something at a path. */
export function isIn(value: unknown, [step, ...rest]: Path): boolean {
  if (step === undefined) return true;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return false;
  return isIn(Reflect.get(value, step), rest);
}

function parseSetting(setting: string): Override {
  const place = { file: `--set ${setting}` };
  const equals = setting.indexOf("=");
  const path = setting.slice(0, Math.max(0, equals)).split(".");
  if (equals < 1 || path.some((step) => step === "" || FORBIDDEN.has(step))) {
    throw new InputProblem({
      place,
      message: "found no path=value",
      mend: "write for example --set grid.contractKw=2000",
    });
  }
  const text = setting.slice(equals + 1);
  try {
    return { path, value: parse(text, { maxAliasCount: 0, logLevel: "error" }), place };
  } catch {
    return { path, value: text, place };
  }
}

function replaced(container: unknown, override: Override, depth: number): unknown {
  const { path, value, place } = override;
  const step = path[depth];
  if (step === undefined) return value;
  if (Array.isArray(container)) {
    const index = Number(step);
    if (!/^(0|[1-9]\d*)$/.test(step) || index >= container.length) {
      const list = dotted(path.slice(0, depth));
      throw new InputProblem({
        place,
        message: `${list} is a list of ${container.length}, found "${step}"`,
        mend:
          container.length === 0
            ? `set ${list} as a whole`
            : `count from 0 to ${container.length - 1}`,
      });
    }
    return container.with(index, replaced(container[index], override, depth + 1));
  }
  if (typeof container === "object" || container === undefined) {
    const before = (container ?? {}) as Record<string, unknown>;
    const own = Object.hasOwn(before, step) ? before[step] : undefined;
    return { ...before, [step]: replaced(own, override, depth + 1) };
  }
  throw new InputProblem({
    place,
    message: `${dotted(path.slice(0, depth))} is ${JSON.stringify(container)} and has no ${step}`,
    mend: `leave out .${path.slice(depth).join(".")}`,
  });
}
