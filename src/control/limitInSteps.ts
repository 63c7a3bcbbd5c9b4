/** So near a multiple of the step counts as the multiple. */
const STEP_ROUNDING = 1e-9;

/** The multiple of a step that is next to a limit, up or down [kW]; 0: there is no step. */
export function limitInSteps(limitKw: number, stepKw: number, to: "up" | "down"): number {
  if (stepKw === 0 || limitKw <= 0) return limitKw;
  const stepsPerKw = 1 / stepKw;
  const steps = limitKw * stepsPerKw;
  return (
    (to === "up" ? Math.ceil(steps - STEP_ROUNDING) : Math.floor(steps + STEP_ROUNDING)) /
    stepsPerKw
  );
}
