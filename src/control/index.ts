export { Controller, type ControllerSnapshot } from "./controller.ts";
export type { CabinetModel, ControlOptions, PointModel } from "./controlModel.ts";
export type { ControlView } from "./view/controlView.ts";
