import { anchors } from "./charts/anchors.ts";
import { cabinetUse } from "./charts/cabinetUse.ts";
import type { Chart } from "./charts/chart.ts";
import { loadDuration } from "./charts/loadDuration.ts";
import { peakPerDay } from "./charts/peakPerDay.ts";
import { pointOccupancy } from "./charts/pointOccupancy.ts";
import { sitePower } from "./charts/sitePower.ts";
import { socAtDeparture } from "./charts/socAtDeparture.ts";
import { stayGantt } from "./charts/stayGantt.ts";
import { stayRows } from "./stayRows.ts";
import type { Told } from "./told.ts";
import { type Night, worstNight } from "./worstNight.ts";

/** The charts of a report; null where a run has nothing to show. */
export interface ReportCharts {
  readonly anchors: Chart | null;
  readonly sitePower: Chart;
  readonly peakPerDay: Chart | null;
  readonly socAtDeparture: Chart | null;
  readonly loadDuration: Chart | null;
  readonly pointOccupancy: Chart | null;
  readonly cabinetUse: Chart | null;
  readonly night: Night | null;
  /** Of that night, page by page. */
  readonly stays: readonly Chart[];
}

/** All charts of a run. */
export function reportCharts(told: Told): ReportCharts {
  const night = worstNight(told);
  return {
    anchors: anchors(told),
    sitePower: sitePower(told),
    peakPerDay: peakPerDay(told),
    socAtDeparture: socAtDeparture(told),
    loadDuration: loadDuration(told),
    pointOccupancy: pointOccupancy(told),
    cabinetUse: night === null ? null : cabinetUse(told, night.span),
    night,
    stays: night === null ? [] : stayGantt(told, stayRows(told.record, night.span), night.span),
  };
}

/** Those charts as a list. */
export function chartsIn(charts: ReportCharts): Chart[] {
  return [
    charts.anchors,
    charts.sitePower,
    charts.peakPerDay,
    charts.socAtDeparture,
    charts.loadDuration,
    charts.pointOccupancy,
    charts.cabinetUse,
    ...charts.stays,
  ].filter((chart) => chart !== null);
}
