/** What is told of something that happened; nothing that must stay secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Where a live process says what it does, for machines to read. */
export interface TwinLog {
  info(event: string, fields: LogFields): void;
  warn(event: string, fields: LogFields): void;
}

/** Nobody wants to know. */
export const noLog: TwinLog = { info: () => {}, warn: () => {} };
