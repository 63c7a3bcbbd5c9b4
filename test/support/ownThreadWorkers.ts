import {
  NightRunner,
  type NightWorkers,
  Runner,
  type RunWorkers,
  type Worker,
} from "../../src/study/index.ts";

/** Workers that share the thread of the test, and take turns run by run. */
export function ownThreadWorkers(most: number): RunWorkers {
  const start: RunWorkers["start"] = (plan) => {
    const runner = new Runner(plan);
    return oneByOne(({ run, job }) => runner.run(run, job));
  };
  return { most, start };
}

/** The same for nights. */
export function ownThreadNights(most: number): NightWorkers {
  const start: NightWorkers["start"] = (plan) => {
    const runner = new NightRunner(plan);
    return oneByOne((night) => runner.run(night));
  };
  return { most, start };
}

function oneByOne<Job, Row>(run: (job: Job) => Promise<Row>): Worker<Job, Row> {
  let stopped = false;
  return {
    async run(batch) {
      const rows: Row[] = [];
      for (const job of batch) {
        if (stopped) break;
        rows.push(await run(job));
      }
      return rows;
    },
    stop: () => {
      stopped = true;
    },
    end: async () => {},
  };
}
