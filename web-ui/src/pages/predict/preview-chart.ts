import { type ForecastChart, forecastChart } from '@coincast/shared/chart/forecast-chart';
import type { TimeSeries } from '@coincast/shared/chart/types';
import type { Quote } from '@coincast/shared/gateway-client';
import { chartFormatsFor } from '@coincast/shared/wording/chart-formats';
import { faultTimes } from '@coincast/shared/wording/invalid-rows';
import type { Visit } from '../../visit.js';

export function seriesOf({ series }: Quote): TimeSeries {
  return { times: series.timestamps.map((time) => Date.parse(time)), values: series.prices };
}

/** The series as it was read, with marks where rows could not be; null without a valid row. */
export function previewChart(quote: Quote, { texts, language }: Visit): ForecastChart | null {
  const history = seriesOf(quote);
  if (history.times.length === 0) return null;
  const first = Number(history.times[0]);
  const last = Number(history.times[history.times.length - 1]);
  return forecastChart({
    id: 'series',
    history,
    future: { kind: 'none' },
    // A mark beyond the series would have no place in the drawing.
    faultTimes: faultTimes(quote).filter((timeMs) => timeMs >= first && timeMs <= last),
    window: { points: history.times.length },
    width: 'wide',
    size: 'small',
    texts: {
      ...texts.chart,
      title: texts.predict.chartTitle,
      description: ({ historyFrom, historyTo }) =>
        texts.predict.chartDescription(quote.rows.valid, quote.rows.invalid, historyFrom, historyTo),
    },
    formats: chartFormatsFor(language),
  });
}
