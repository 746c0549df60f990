import type { ChartSummary } from '../../chart/types.js';
import { plural } from '../formats.js';
import { number } from './words.js';

export const chart = {
  chart: {
    description: ({ historyFrom, historyTo, forecastPoints, peak }: ChartSummary) => {
      const history = `History from ${historyFrom} to ${historyTo}`;
      if (!peak) return `${history}.`;
      const points = plural('en', forecastPoints, { one: 'point', other: 'points' });
      const bounds = peak.interval80 === null ? '' : `, with 80% probability ${peak.interval80}`;
      return `${history}, then ${number(forecastPoints)} ${points} of forecast. Its peak, ${peak.time}: ${peak.value}${bounds}.`;
    },
    history: 'History',
    forecast: 'Forecast',
    forecastDetail: ', median',
    fault: 'Unreadable row',
    forecastFrom: () => 'forecast →',
    waitingLabel: 'the forecast will be here',
    waitingReadout: 'This page updates by itself. You may close it: the result stays in your history.',
    peak: 'Forecast peak',
    actual: 'actual',
    median: 'median',
    readoutHint: 'Hover or ← →',
    sliderLabel: 'Point of the chart',
  },
};
