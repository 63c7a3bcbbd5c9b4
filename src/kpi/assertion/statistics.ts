import { quantile } from "../quantile.ts";

/** What can be asked of many values at once, in rising order; at least one. */
export const statistics = {
  min: (sorted: readonly number[]): number => sorted[0]!,
  max: (sorted: readonly number[]): number => sorted.at(-1)!,
  mean: (sorted: readonly number[]): number =>
    sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
  median: (sorted: readonly number[]): number => quantile(sorted, 0.5)!,
  p05: (sorted: readonly number[]): number => quantile(sorted, 0.05)!,
  p95: (sorted: readonly number[]): number => quantile(sorted, 0.95)!,
} as const;

export type Statistic = keyof typeof statistics;
