import { presystemRules, type PresystemRules } from "../drivers/vdv463/index.ts";
import { type ServerOptions, serverOptions } from "../protocols/vdv463/index.ts";
import type { PresystemsSpec } from "../scenario/index.ts";

/** What a charge management is set to. */
export interface PresystemSetting {
  readonly rules: PresystemRules;
  readonly options: Omit<ServerOptions, "accounts">;
}

/** What a scenario decides of its presystems, for those who hear them. */
export function presystemSetting({
  path,
  rules,
}: Pick<PresystemsSpec, "path" | "rules">): PresystemSetting {
  const { priorityOrder, unknownVehicles, stopOnRemoval, presystemPrecedence } = rules;
  const { editions, presentPowerIs, validation, pciScope, rejectWholeOn1x } = rules;
  const { informationPeriodMs, orphanAfterMs, onRoutePoints } = rules;
  return {
    rules: {
      ...presystemRules,
      priorityOrder,
      unknownVehicles,
      stopOnRemoval,
      presystemPrecedence,
      orphanAfterMs,
      onRoutePoints: new Set(onRoutePoints),
    },
    options: {
      ...serverOptions,
      path,
      versions: editions,
      presentPowerIs,
      rules: {
        ...serverOptions.rules,
        validation,
        pciScope,
        rejectWholeOn1x,
        informationPeriodMs,
      },
    },
  };
}
