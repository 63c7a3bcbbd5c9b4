import { Runner, type RunRow, type RunWorkers } from "../../src/study/index.ts";

/** Workers that share the thread of the test, and take turns run by run. */
export function ownThreadWorkers(most: number): RunWorkers {
  return {
    most,
    start(plan) {
      const runner = new Runner(plan);
      let stopped = false;
      return {
        async run(batch) {
          const rows: RunRow[] = [];
          for (const { run, job } of batch) {
            if (stopped) break;
            rows.push(await runner.run(run, job));
          }
          return rows;
        },
        stop: () => {
          stopped = true;
        },
        end: async () => {},
      };
    },
  };
}
