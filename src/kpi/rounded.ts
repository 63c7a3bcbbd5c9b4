/** A value in which every number is rounded to a millionth, however deep it lies; −0 becomes 0. */
export function rounded<T>(value: T): T {
  if (typeof value === "number") return (Math.round(value * 1e6) / 1e6 + 0) as T;
  if (Array.isArray(value)) return value.map(rounded) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, rounded(inner as unknown)]),
  ) as T;
}
