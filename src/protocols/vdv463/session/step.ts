/** What a session does upon an input: its next state, and what is to be done, in order. */
export interface Step<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
}
