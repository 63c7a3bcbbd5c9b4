export { AttachedTwin } from "./attachedTwin.ts";
