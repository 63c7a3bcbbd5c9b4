export { fittedPlan } from "./fittedPlan.ts";
export { followedCharging } from "./followedCharging.ts";
