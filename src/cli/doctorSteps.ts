/** One thing that was tried. */
export interface DoctorStep {
  readonly step: string;
  readonly is: "good" | "doubtful" | "bad";
  /** What was found. */
  readonly found: string;
  /** What to do about it; null: nothing has to be done. */
  readonly mend: string | null;
}

/** For people: a line for each step, and below it what to do. */
export function doctorSteps(steps: readonly DoctorStep[]): string {
  const marks = { good: "ok", doubtful: "?", bad: "NO" } as const;
  return steps
    .map(({ step, is, found, mend }) => {
      const line = `${marks[is].padEnd(3)} ${step.padEnd(12)} ${found}\n`;
      return mend === null ? line : `${line}${" ".repeat(17)}${mend}\n`;
    })
    .join("");
}
