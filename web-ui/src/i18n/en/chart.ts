import type { ChartSummary } from '../../chart/types.js';

export const chart = {
  calendar: {
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  },
  chart: {
    description: ({ historyFrom, historyTo, forecastPoints, peak }: ChartSummary) =>
      `History from ${historyFrom} to ${historyTo}, then ${forecastPoints} points of forecast. Its peak, ${peak?.time}: ${peak?.value}, with 80% probability ${peak?.interval80}.`,
    history: 'History',
    forecast: 'Forecast',
    forecastDetail: ', median',
    fault: 'Unreadable row',
    forecastFrom: () => 'forecast →',
    waitingLabel: 'the forecast will be here',
    waitingReadout: 'This page updates by itself.',
    peak: 'Forecast peak',
    actual: 'actual',
    median: 'median',
    readoutHint: 'Hover or ← →',
    sliderLabel: 'Point of the chart',
  },
};
