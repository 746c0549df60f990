import type { ForecastChartInput } from '../../src/chart/forecast-chart.js';
import { intlFormats } from '../../src/chart/intl-formats.js';
import type { ForecastChartTexts, TimeSeries } from '../../src/chart/types.js';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const START_MS = Date.UTC(2026, 10, 16);

export const formats = intlFormats('en-GB', {
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
});

export const texts: ForecastChartTexts = {
  title: 'Load',
  description: ({ peak, historyPoints }) => `${historyPoints} points, peak ${peak?.time ?? ''} ${peak?.value ?? ''}`,
  history: 'History',
  forecast: 'Forecast',
  forecastDetail: ', median',
  fault: 'Unreadable row',
  forecastFrom: (firstMs) => `forecast from ${formats.timeTick(firstMs, 'day')}`,
  waitingLabel: 'the forecast goes here',
  waitingReadout: 'This page updates by itself.',
  peak: 'Forecast peak',
  actual: 'actual',
  median: 'median',
  readoutHint: 'Hover',
  sliderLabel: 'Chart point',
};

/** Values at equal distances. */
export const series = (values: number[], stepMs = HOUR_MS, startMs = START_MS): TimeSeries => ({
  times: values.map((_, i) => startMs + i * stepMs),
  values,
});

/** Three hours of history and two of forecast. */
export function sampleChart(changed: Partial<ForecastChartInput> = {}): ForecastChartInput {
  return {
    id: 'c1',
    history: series([10, 12, 11]),
    future: {
      kind: 'ready',
      forecast: {
        ...series([12, 14], HOUR_MS, START_MS + 3 * HOUR_MS),
        intervals: { 80: { lower: [11, 12], upper: [13, 16] }, 95: { lower: [10, 11], upper: [14, 18] } },
      },
    },
    faultTimes: [],
    window: null,
    width: 'wide',
    size: 'full',
    texts,
    formats,
    ...changed,
  };
}
