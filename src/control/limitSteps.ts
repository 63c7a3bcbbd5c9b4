/** So near a multiple of the step counts as the multiple. */
const STEP_ROUNDING = 1e-9;

/** The multiple of a step that is not below a limit [kW]; 0: there is no step. */
export function nextLimitKw(limitKw: number, stepKw: number): number {
  if (stepKw === 0 || limitKw <= 0) return limitKw;
  const stepsPerKw = 1 / stepKw;
  return Math.ceil(limitKw * stepsPerKw - STEP_ROUNDING) / stepsPerKw;
}

/** The multiple of a step that is not above a limit [kW]; 0: there is no step. */
export function lastLimitKw(limitKw: number, stepKw: number): number {
  if (stepKw === 0) return limitKw;
  const stepsPerKw = 1 / stepKw;
  return Math.floor(limitKw * stepsPerKw + STEP_ROUNDING) / stepsPerKw;
}
