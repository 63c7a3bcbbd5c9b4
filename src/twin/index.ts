export { AttachedTwin } from "./attachedTwin.ts";
export { JournalDiffers } from "./journalDiffers.ts";
