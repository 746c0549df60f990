import { creditsOf, number } from '@coincast/shared/wording/en/words';

export const results = {
  history: {
    title: 'Your forecasts',
    utc: 'Newest first, times in UTC',
    /** `714 → 168`: rows and points. */
    rows: (valid: number, horizon: number) => `${number(valid)} → ${number(horizon)}`,
    empty: 'No forecasts yet. The first one begins with /predict.',
    noMore: 'Nothing older.',
  },
  jobCard: {
    usage: 'Which job? Send its number: /job 123',
    notFound: (id: string) => `There is no job ${id} of yours. /ph shows those there are.`,
    paying: 'Received and being paid.',
    computing: 'Paid. The forecast is being calculated; the result comes by itself.',
  },
  result: {
    ready: 'The forecast is ready',
    failed: 'The forecast failed',
    next: 'Next point',
    last: 'Last point',
    highest: 'Highest',
    lowest: 'Lowest',
    interval: (interval80: string) => `80%: ${interval80}`,
    charged: (credits: number, balance: number) =>
      `Charged: ${creditsOf(credits)}. Your balance is ${number(balance)}.`,
    backtest: 'Check on your history',
    pictureLost: 'The picture could not be drawn. The numbers are below, the files have all of them.',
    fileFor: (name: string) => `Forecast for ${name}`,
    preparingFile: 'The file is being prepared',
    noForecast: 'This job has no forecast to download.',
    againHint: 'The same series is checked again first; nothing is charged until you confirm.',
    againGone: 'The series can no longer be fetched. Send it again with /predict.',
  },
};
