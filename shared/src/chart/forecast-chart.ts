import { CROSSHAIR_OVERLAY, crosshairData, crosshairMarkup } from './crosshair.js';
import { type EndLabel, placeEndLabels } from './end-labels.js';
import { indexOfMax, lastFinite } from './extent.js';
import { forecastLines } from './forecast-lines.js';
import { type ChartSize, type ForecastChartData, type ForecastView, forecastView } from './forecast-view.js';
import { legendMarkup } from './legend.js';
import { pointText } from './point-texts.js';
import { peakReadout, waitingReadout } from './readout.js';
import { VIEW_HEIGHT } from './scale.js';
import { endLabel, nowLabel, svgFrame } from './svg-frame.js';
import { timeTicks } from './time-ticks.js';
import type { ChartFormats, ChartSummary, CrosshairData, Forecast, ForecastChartTexts } from './types.js';
import { decimalsOf } from './value-axis.js';

export interface ForecastChartInput extends ForecastChartData {
  /** Unique in the page: the names of the chart refer to it. */
  id: string;
  texts: ForecastChartTexts;
  formats: ChartFormats;
}

/** Everything that a page puts around and into `<figure class="chart">`; markup is escaped and complete. */
export interface ForecastChart {
  svg: string;
  /** `<ul class="legend">` */
  legend: string;
  /** `<div class="chart__plot">`: the svg, and with a forecast the slider with its data. */
  plot: string;
  /** `<div class="readout">`, empty when there is nothing to say. */
  readout: string;
  crosshair: CrosshairData | null;
  summary: ChartSummary;
}

/** Width of the drawing on a large screen, where labels have 12 px, and height of 14 px in percent of it, both of the sheet. */
const SIZES: Record<ChartSize, { widthPx: number; labelSpacing: number }> = {
  full: { widthPx: 840, labelSpacing: 4.2 },
  small: { widthPx: 580, labelSpacing: 6.8 },
  picture: { widthPx: (1_000 * 12) / 19, labelSpacing: 5.5 },
};

/**
 * History, forecast and intervals as a picture that needs no script and no style of its own. Pure; its size is bounded
 * (2,000 points a line) however long the series. Throws `RangeError` when a series has not as many values as times.
 */
export function forecastChart(input: ForecastChartInput): ForecastChart {
  const { texts, formats, future, size } = input;
  const view = forecastView(input);
  const drawn = forecastLines(input, view);
  const forecast = future.kind === 'ready' ? future.forecast : null;
  const summary = summaryOf(input, view, forecast);
  const crosshair =
    forecast && drawn.median.length > 0
      ? crosshairData(input, view, drawn, { actual: texts.actual, median: texts.median })
      : null;

  const svg = svgFrame({
    id: input.id,
    title: texts.title,
    description: texts.description(summary),
    scale: view.scale,
    valueTicks: view.axis.ticks.map((value) => ({ value, label: formats.number(value, decimalsOf(view.axis.step)) })),
    timeTicks: timeTicks(view.scale.t0, view.scale.t1, {
      formats,
      widthPx: SIZES[size].widthPx,
      bare: size === 'small',
      anchorMs: future.kind === 'none' ? null : view.nowMs,
    }),
    bands: drawn.bands,
    lines: drawn.lines,
    labels: forecast && size !== 'small' ? endLabels(forecast, view, formats, SIZES[size].labelSpacing) : '',
    overlay: presentLabel(input, view, forecast) + (crosshair ? CROSSHAIR_OVERLAY : ''),
  });
  const slider = crosshair && summary.end ? crosshairMarkup(crosshair, summary.end, texts) : '';
  return {
    svg,
    legend: legendMarkup(
      {
        forecast: future.kind !== 'none',
        // A pending job names what will come: nothing moves when it does.
        interval80: future.kind === 'waiting' ? future.intervals : Boolean(forecast?.intervals[80]),
        interval95: future.kind === 'waiting' ? future.intervals : Boolean(forecast?.intervals[95]),
        faults: input.faultTimes.length > 0,
      },
      texts,
    ),
    plot: `<div class="chart__plot"${crosshair ? ' data-chart=""' : ''}>${svg}${slider}</div>`,
    readout: future.kind === 'waiting' ? waitingReadout(texts) : summary.peak ? peakReadout(summary.peak, texts) : '',
    crosshair,
    summary,
  };
}

function summaryOf(input: ForecastChartInput, view: ForecastView, forecast: Forecast | null): ChartSummary {
  const { history, formats } = input;
  const { precision, from } = view;
  let historyPoints = 0;
  for (let i = from; i < history.values.length; i++) if (Number.isFinite(Number(history.values[i]))) historyPoints++;
  const moment = (timeMs: number): string => formats.moment(timeMs, precision.unit, precision.withYear);
  const textAt = (at: number) => (forecast && at >= 0 ? pointText(forecast, at, precision, formats) : null);
  return {
    historyPoints,
    historyFrom: moment(view.scale.t0),
    historyTo: moment(view.nowMs ?? view.scale.t0),
    forecastPoints: forecast?.times.length ?? 0,
    peak: textAt(indexOfMax(forecast?.values ?? [])),
    end: textAt(lastFinite(forecast?.values ?? [])),
  };
}

function presentLabel({ future, texts }: ForecastChartInput, view: ForecastView, forecast: Forecast | null): string {
  if (view.nowMs === null || future.kind === 'none' || forecast?.times.length === 0) return '';
  const text = forecast ? texts.forecastFrom(Number(forecast.times[0])) : texts.waitingLabel;
  return nowLabel(text, view.scale.x(view.nowMs));
}

/** The value at the end and the bounds of its intervals, each beside its line. */
function endLabels(forecast: Forecast, view: ForecastView, formats: ChartFormats, spacing: number): string {
  const last = forecast.values.length - 1;
  const labels: EndLabel[] = [];
  const add = (value: number, text: string, level: number): void => {
    if (Number.isFinite(value)) labels.push({ text, level, y: (view.scale.y(value) / VIEW_HEIGHT) * 100 });
  };
  const value = Number(forecast.values[last]);
  add(value, formats.number(value, view.precision.decimals), 0);
  for (const { interval, text, level } of [
    { interval: forecast.intervals[95], text: '95%', level: 1 },
    { interval: forecast.intervals[80], text: '80%', level: 2 },
  ]) {
    if (interval === null) continue;
    add(Number(interval.upper[last]), text, level);
    add(Number(interval.lower[last]), text, level);
  }
  return placeEndLabels(labels, spacing)
    .map((label) => endLabel(label.text, label.y, label.level === 0))
    .join('');
}
