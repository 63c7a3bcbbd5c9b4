export { peakBounds } from "./peakBounds.ts";
export { plugAndCharge } from "./plugAndCharge.ts";
