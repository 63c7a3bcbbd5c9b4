export { Controller, type ControllerSnapshot } from "./controller.ts";
export type { ControlOptions, PointModel } from "./controlModel.ts";
