export { fittedPlan } from "./fittedPlan.ts";
export { followedCharging } from "./followedCharging.ts";
export { type Tapered, tapered } from "./tapered.ts";
