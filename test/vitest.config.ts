import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/setup.ts"],
    // One worker less, as by default, would leave half of a small machine idle.
    maxWorkers: "100%",
    // Properties and whole commands on a small shared machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
