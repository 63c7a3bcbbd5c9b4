/**
 * Lines of text both ways between two processes, in order, until it closes. It is not asked to hold
 * back: whoever uses it has only so much under way that was not confirmed.
 */
export interface LineChannel {
  /** Sends a line, without its end; nothing happens once it is closed. */
  send(line: string): void;
  /** Names the one listener. */
  onLine(hear: (line: string) => void): void;
  /** Everybody who wants to know is told once, whoever closed it. */
  onClose(tell: () => void): void;
  close(): void;
}
