export { Controller } from "./controller.ts";
export type { ControllerSnapshot } from "./controllerSnapshot.ts";
export type { CabinetModel, ControlOptions, PointModel } from "./controlModel.ts";
export type { RequestsSnapshot } from "./requestBelief.ts";
export type { ControlView } from "./view/controlView.ts";
