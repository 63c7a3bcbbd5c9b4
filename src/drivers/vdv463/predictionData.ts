import type { ControlView } from "../../control/index.ts";
import type { ChargingPredictionData, ProgressPrediction } from "../../protocols/vdv463/index.ts";
import { percent } from "./requestedStay.ts";

type SessionView = NonNullable<ControlView["points"][number]["session"]>;

/** What is expected of a stay, as the controller predicts it; nothing where it cannot. */
export function predictionData(session: SessionView, atMs: number): ChargingPredictionData {
  const { predicted, minTargetSoc, maxTargetSoc, departureAtMs } = session;
  if (predicted === null) return { chargingPredictionDataStatus: "Ongoing" };
  const { leastAtMs, desiredAtMs, socAtDeparture } = predicted;
  return {
    chargingPredictionDataStatus: "Finished",
    ...(minTargetSoc !== null &&
      leastAtMs !== null && {
        chargingPredictionDataMinTargetSoc: {
          requestedMinTargetSoc: percent(minTargetSoc),
          predictedTime: leastAtMs,
        },
      }),
    ...(maxTargetSoc !== null &&
      desiredAtMs !== null && {
        chargingPredictionDataMaxTargetSoc: {
          requestedMaxTargetSoc: percent(maxTargetSoc),
          predictedTime: desiredAtMs,
        },
      }),
    ...(departureAtMs !== null &&
      socAtDeparture !== null && {
        chargingPredictionDataDepartureTime: {
          predictedDepartureTimeSoc: percent(socAtDeparture),
          requestedTimeForDeparture: departureAtMs,
        },
      }),
    chargingProgressPredictionList: progress(session, atMs),
  };
}

/** From now on, where the charge will stand: straight between, as far as is known. */
function progress(session: SessionView, atMs: number): ProgressPrediction[] {
  const { soc, predicted, minTargetSoc, maxTargetSoc, departureAtMs } = session;
  const steps: (readonly [number | null, number | null])[] = [
    [atMs, soc],
    [predicted!.leastAtMs, minTargetSoc],
    [predicted!.desiredAtMs, maxTargetSoc],
    [departureAtMs, predicted!.socAtDeparture],
  ];
  const known = steps.flatMap(([predictedTime, reached]) =>
    predictedTime === null || reached === null || predictedTime < atMs
      ? []
      : [{ predictedTime, predictedSoc: percent(Math.max(reached, soc ?? 0)) }],
  );
  const inOrder = known.toSorted(
    (a, b) => a.predictedTime - b.predictedTime || a.predictedSoc - b.predictedSoc,
  );
  // Of one instant the highest counts; charge that was reached is not lost at the plug.
  return inOrder.filter((step, i) => {
    const next = inOrder[i + 1];
    return next === undefined || next.predictedTime > step.predictedTime;
  });
}
