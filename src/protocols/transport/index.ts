export type { Credentials } from "./credentials.ts";
export type { Dial, DialEvents } from "./dial.ts";
export type { Admission, Door, Upgrade } from "./door.ts";
export { InTurn } from "./inTurn.ts";
export { memoryNetwork } from "./memoryNetwork.ts";
export type { MessageSocket, SocketEvents } from "./messageSocket.ts";
export { sameSecret } from "./sameSecret.ts";
export type { Timers } from "./timers.ts";
export { takeToken, type TokenBucket, type TokenRate } from "./tokenBucket.ts";
