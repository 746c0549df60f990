import { type ForecastChart, forecastChart } from '@coincast/shared/chart/forecast-chart';
import type { WidthClass } from '@coincast/shared/chart/history-window';
import type { JobSummary } from '@coincast/shared/gateway-client';
import { chartFormatsFor } from '@coincast/shared/wording/chart-formats';
import { forecastOf, historyOf } from '@coincast/shared/wording/job-points';
import { roundedSpan, spanOfPoints } from '@coincast/shared/wording/time-span.rules';
import type { Visit } from '../../visit.js';
import { type HistoryWindowOption, historyWindows } from './history-windows.rules.js';
import type { JobView } from './job-address.rules.js';

/** A choice of the history, as a link. */
export interface HistoryLink extends HistoryWindowOption {
  wideText: string;
  narrowText: string;
}

/** Everything in the figure of a job. */
export interface JobChart {
  heading: string;
  note: string;
  links: HistoryLink[];
  /** Drawn for wide screens and for narrow ones; one for both where the reader has chosen. */
  drawings: { chart: ForecastChart; only: '' | 'wide' | 'narrow' }[];
  step: { ms: number; isNamed: boolean };
}

/** @returns null for a job without a valid row: there is nothing to draw. */
export function drawJob(summary: JobSummary, { history: chosen }: JobView, visit: Visit): JobChart | null {
  const { series, forecast, horizon } = summary;
  if (series.timestamps.length === 0) return null;
  const { texts } = visit;
  const { history, step } = historyOf(summary, typeof chosen === 'number' ? chosen : undefined);
  const { ms } = step;
  const isThinned = series.thinned || forecast?.thinned === true;
  const options = historyWindows(series.total, horizon, chosen);
  const draw = (width: WidthClass, points: number) =>
    forecastChart({
      id: `job-${summary.id}-${width}`,
      history,
      future: forecast
        ? { kind: 'ready', forecast: forecastOf(forecast) }
        : { kind: 'waiting', horizon, intervals: true },
      faultTimes: [],
      thinnedStepMs: isThinned ? ms : undefined,
      window: { points },
      width,
      size: 'full',
      texts: {
        ...texts.chart,
        title: texts.job.chartTitle,
        description: (drawn) =>
          forecast
            ? texts.chart.description({ ...drawn, forecastPoints: forecast.total })
            : texts.job.waiting(drawn.historyFrom, drawn.historyTo),
      },
      formats: chartFormatsFor(visit.language),
    });
  const [first] = options;
  const isOne = chosen !== undefined || first === undefined || first.wide === first.narrow;
  return {
    heading: texts.job.forecastFor(horizon, spanOfPoints(horizon, ms, step.isNamed).unit),
    note: `${summary.columns.price || texts.job.valueColumn}, UTC`,
    links: options.map((option) => linkOf(option, { ms, total: series.total }, visit)),
    drawings: isOne
      ? [{ chart: draw('wide', chosen === undefined ? (first?.wide ?? 1) : series.timestamps.length), only: '' }]
      : [
          { chart: draw('wide', first.wide), only: 'wide' },
          { chart: draw('narrow', first.narrow), only: 'narrow' },
        ],
    step,
  };
}

function linkOf(option: HistoryWindowOption, { ms, total }: { ms: number; total: number }, { texts }: Visit) {
  const text = (points: number) => {
    if (option.value === 'all' || points >= total) return texts.job.all;
    const { count, unit } = roundedSpan(points, ms);
    return texts.job.span(count, unit);
  };
  return { ...option, wideText: text(option.wide), narrowText: text(option.narrow) };
}
