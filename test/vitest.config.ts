import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/setup.ts"],
    // One worker less, as by default, would leave half of a small machine idle.
    maxWorkers: "100%",
    // No test fails on time: properties and whole commands on a small shared machine; this ends what hangs.
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
