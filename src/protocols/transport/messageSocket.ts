/** One end of an open connection that carries text messages. */
export interface MessageSocket {
  send(text: string): void;
  /**
   * Asks whether the other end is alive; it answers with a pong.
   * @param text goes with it, 125 bytes at most: whoever does not know what it means passes over it
   */
  ping(text?: string): void;
  /** Ends in good order. Codes are those of RFC 6455. */
  close(code: number, reason: string): void;
  /** Ends at once, without a word. */
  terminate(): void;
}

/** What is heard of a connection, in order; nothing after `closed`. */
export interface SocketEvents {
  text(text: string): void;
  /** A message that is no text. */
  binary(): void;
  pong(): void;
  /** The other end has asked whether we are alive, which is answered of itself. @param text what came with it */
  pinged?(text: string): void;
  closed(code: number, reason: string): void;
}
