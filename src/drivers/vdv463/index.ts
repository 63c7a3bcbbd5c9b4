export { AttachedPresystems } from "./attachedPresystems.ts";
export { PresystemDesk } from "./presystemDesk.ts";
export { presystemRules, type PresystemRules } from "./presystemRules.ts";
export { PresystemVoice } from "./presystemVoice.ts";
