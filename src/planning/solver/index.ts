export { highs } from "./highs.ts";
export { javascriptLpSolver } from "./javascriptLpSolver.ts";
export { planByProgram } from "./planByProgram.ts";
export { type Solver, TooLarge } from "./solver.ts";
