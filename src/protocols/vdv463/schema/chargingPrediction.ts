import * as z from "zod";
import type {
  ChargingPredictionData,
  DeparturePrediction,
  MaxTargetSocPrediction,
  MinTargetSocPrediction,
  ProgressPrediction,
} from "../model/chargingProcessInfo.ts";
import type { Version } from "./dialect.ts";
import { record } from "./record.ts";
import { instant, type Values, valuesOf } from "./values.ts";

/** What is expected of a charging process. */
export function chargingPrediction(version: Version): z.ZodType<ChargingPredictionData> {
  const values = valuesOf(version);
  return version === "2.0" ? prediction20(values) : predictionUntil11(version, values);
}

function prediction20(values: Values): z.ZodType<ChargingPredictionData> {
  return record<ChargingPredictionData>({
    chargingPredictionDataStatus: z.enum(["Ongoing", "Finished"]),
    chargingPredictionDataMinTargetSoc: z.exactOptional(
      record<MinTargetSocPrediction>({
        requestedMinTargetSoc: values.predictedSoc,
        predictedTime: instant,
      }),
    ),
    chargingPredictionDataMaxTargetSoc: z.exactOptional(
      record<MaxTargetSocPrediction>({
        requestedMaxTargetSoc: values.predictedSoc,
        predictedTime: instant,
      }),
    ),
    chargingPredictionDataDepartureTime: z.exactOptional(
      record<DeparturePrediction>({
        predictedDepartureTimeSoc: values.predictedSoc,
        requestedTimeForDeparture: instant,
      }),
    ),
    chargingProgressPredictionList: z.exactOptional(
      z.array(
        record<ProgressPrediction>({ predictedSoc: values.predictedSoc, predictedTime: instant }),
      ),
    ),
  });
}

/** The words for it until 1.1. */
interface PredictionUntil11 {
  readonly chargingPredictionDataMinSoc?: {
    readonly requestedMinSoc: number;
    readonly predictedTime: number;
  };
  readonly chargingPredictionDataFinalSoc?: {
    readonly predictedFinalSoc: number;
    readonly predictedTime: number;
  };
  readonly chargingPredictionDataDepartureTime?: {
    readonly predictedDepartureTimeSoc: number;
    readonly predictedTime: number;
  };
}

function predictionUntil11(version: Version, values: Values): z.ZodType<ChargingPredictionData> {
  const soc = values.predictedSoc;
  const minSoc = record({ requestedMinSoc: soc, predictedTime: instant });
  const finalSoc = record({ predictedFinalSoc: soc, predictedTime: instant });
  const departure = record({ predictedDepartureTimeSoc: soc, predictedTime: instant }, true);
  const wire = record<PredictionUntil11>({
    chargingPredictionDataMinSoc: version === "1.0" ? minSoc : z.exactOptional(minSoc),
    chargingPredictionDataFinalSoc: z.exactOptional(finalSoc),
    ...(version === "1.1" && {
      chargingPredictionDataDepartureTime: z.exactOptional(departure),
    }),
  });
  const codec = z.codec(wire, z.custom<ChargingPredictionData>(), { decode: read, encode: said });
  return codec;
}

function read(said: PredictionUntil11): ChargingPredictionData {
  const min = said.chargingPredictionDataMinSoc;
  const final = said.chargingPredictionDataFinalSoc;
  const departure = said.chargingPredictionDataDepartureTime;
  return {
    // Of a forecast that says nothing, none is there yet.
    chargingPredictionDataStatus: (min ?? final ?? departure) ? "Finished" : "Ongoing",
    ...(min && {
      chargingPredictionDataMinTargetSoc: {
        requestedMinTargetSoc: min.requestedMinSoc,
        predictedTime: min.predictedTime,
      },
    }),
    ...(final && {
      chargingPredictionDataMaxTargetSoc: {
        requestedMaxTargetSoc: final.predictedFinalSoc,
        predictedTime: final.predictedTime,
      },
    }),
    ...(departure && {
      chargingPredictionDataDepartureTime: {
        predictedDepartureTimeSoc: departure.predictedDepartureTimeSoc,
        requestedTimeForDeparture: departure.predictedTime,
      },
    }),
  };
}

function said(meant: ChargingPredictionData): PredictionUntil11 {
  const min = meant.chargingPredictionDataMinTargetSoc;
  const max = meant.chargingPredictionDataMaxTargetSoc;
  const departure = meant.chargingPredictionDataDepartureTime;
  return {
    ...(min && {
      chargingPredictionDataMinSoc: {
        requestedMinSoc: min.requestedMinTargetSoc,
        predictedTime: min.predictedTime,
      },
    }),
    ...(max && {
      chargingPredictionDataFinalSoc: {
        predictedFinalSoc: max.requestedMaxTargetSoc,
        predictedTime: max.predictedTime,
      },
    }),
    ...(departure && {
      chargingPredictionDataDepartureTime: {
        predictedDepartureTimeSoc: departure.predictedDepartureTimeSoc,
        predictedTime: departure.requestedTimeForDeparture,
      },
    }),
  };
}
