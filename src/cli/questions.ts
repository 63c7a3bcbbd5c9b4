import { InputProblem } from "../scenario/index.ts";
import type { Surroundings } from "./surroundings.ts";
import { UsageProblem } from "./tellFailure.ts";

/** Somebody would rather not answer. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** Asks people, or takes what they would most likely say. */
export class Questions {
  readonly #around: Surroundings;
  readonly #isAsked: boolean;

  /** @param isAsked whether people are asked at all */
  constructor(around: Surroundings, isAsked: boolean) {
    this.#around = around;
    this.#isAsked = isAsked && around.ask !== null;
  }

  get isAsked(): boolean {
    return this.#isAsked;
  }

  /**
   * An answer that can be used; asked again until there is one.
   * @param usual the answer where people are not asked, or give none
   * @param understand what an answer means; throws UsageProblem or InputProblem for one that means nothing
   * @throws NoAnswer for Ctrl-C; what `understand` throws where people are not asked
   */
  async answer<T>(
    question: string,
    usual: string,
    understand: (answer: string) => T | Promise<T>,
  ): Promise<T> {
    const { ask, stderr } = this.#around;
    if (!this.#isAsked || ask === null) return understand(usual);
    for (;;) {
      const answer = await ask(`${question} [${usual}] `);
      if (answer === null) throw new NoAnswer();
      try {
        return await understand(answer.trim() || usual);
      } catch (error) {
        if (!(error instanceof UsageProblem || error instanceof InputProblem)) throw error;
        stderr(`${error.message}\n`);
      }
    }
  }
}
