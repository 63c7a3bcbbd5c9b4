/** A failure, and what people can do about it. */
export class WithAdvice extends Error {
  readonly advice: string;

  constructor(cause: unknown, advice: string) {
    super(advice, { cause });
    this.name = "WithAdvice";
    this.advice = advice;
  }
}

/**
 * Does some work that ends on a disk.
 * @throws WithAdvice when the disk would not, and what the work throws otherwise
 */
export async function withAdvice<T>(advice: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isDiskFailure(error) ? new WithAdvice(error, advice) : error;
  }
}

/** Whether a disk would not, as Node tells it. */
export function isDiskFailure(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^E[A-Z]+$/.test(String(error.code));
}

/** For studies that keep their rows as they come. */
export function goesOn(out: string, command: string): string {
  return `what is done is kept in ${out}; once that is mended, the same command goes on from there:\n  ${command}`;
}
