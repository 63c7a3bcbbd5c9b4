/** So little above a whole number of modules is rounding [modules]. */
const ROUNDING = 1e-6;

/** How many power modules of one size it takes to give a power [kW, outlet side]. */
export function modulesFor(powerKw: number, moduleKw: number): number {
  return Math.max(0, Math.ceil(powerKw / moduleKw - ROUNDING));
}
