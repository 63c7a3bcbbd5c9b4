export { peakBounds } from "./peakBounds.ts";
export { peakToServe } from "./peakToServe.ts";
export { plugAndCharge } from "./plugAndCharge.ts";
