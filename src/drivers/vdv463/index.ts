export { AttachedPresystems, type AttachSurroundings } from "./attachedPresystems.ts";
export { PresystemDesk } from "./presystemDesk.ts";
export { presystemRules, type PresystemRules } from "./presystemRules.ts";
export { PresystemVoice } from "./presystemVoice.ts";
export { dispatchRhythm, lateBuses, type PresystemWord } from "./dispatchRhythm.ts";
export { shakyDial } from "./shakyDial.ts";
export { spokenDay } from "./spokenDay.ts";
export { tappedDial, type WireTap } from "./tappedDial.ts";
export { tappedDoor } from "./tappedDoor.ts";
