import { creditWord, number, rowWord } from './words.js';

/** Why a job has failed: in a line of the history, and on its page with what to do. */
export const failures = {
  failures: {
    codes: {
      timeout: {
        short: 'timed out',
        title: 'The calculation timed out',
        text: 'Nobody answered in time, which is our fault and not that of your series. Run it again.',
      },
      model_timeout: {
        short: 'model took too long',
        title: 'The model took too long',
        text: 'It was stopped before it was done. Choose a faster model, or send a shorter series.',
      },
      model_memory: {
        short: 'model needs too much memory',
        title: 'The model needs more memory than there is',
        text: 'Choose a simpler model, or send a shorter series or horizon.',
      },
      model_failed: {
        short: 'model failed',
        title: 'The model could not work with this series',
        text: 'Choose another model: the others may well do.',
      },
      bad_forecast: {
        short: 'no usable forecast',
        title: 'The model gave no usable forecast',
        text: 'What came out were not numbers, so we did not sell it to you. Choose another model.',
      },
      unknown_model: {
        short: 'model is gone',
        title: 'This model is no longer there',
        text: 'Choose one of those on sale and send the series again.',
      },
      too_few_rows: {
        short: 'too few rows',
        title: 'The series is too short for this model',
        text: 'Send more rows, or choose a model that needs fewer.',
      },
      horizon_too_far: {
        short: 'horizon too far',
        title: 'The forecast would reach past the last date there is',
        text: 'Choose a shorter horizon.',
      },
      bad_series: {
        short: 'series was damaged',
        title: 'The series was damaged on its way to the model',
        text: 'This is our fault. Run it again.',
      },
      series_unavailable: {
        short: 'series did not arrive',
        title: 'The series did not arrive at the model',
        text: 'This is our fault. Run it again.',
      },
      forecast_refused: {
        short: 'forecast could not be kept',
        title: 'The forecast could not be kept',
        text: 'It was made but did not arrive with us. Run it again.',
      },
    },
    noValidRows: { short: 'no readable row', title: 'None of the rows could be read' },
    notEnough: { short: 'not enough credits', title: 'There were not enough credits' },
    unknown: {
      short: 'could not be calculated',
      title: 'The forecast could not be calculated',
      text: 'Run it again, or choose another model.',
    },
    noTimeColumn: 'The file has no time column',
    noPriceColumn: 'The file has no value column',
    noColumns: 'The file has neither a time nor a value column',
    noRows: 'The file has no rows.',
    noneOf: (rows: number) => `None of the ${number(rows)} ${rowWord(rows)} could be read.`,
    short: (missing: number) => `You are ${number(missing)} ${creditWord(missing)} short`,
    shortText: (cost: number, balance: number) =>
      `The forecast costs ${number(cost)}, your balance is ${number(balance)}.`,
    enoughNow: (cost: number) => `The forecast costs ${number(cost)}, which your balance has now. Run it again.`,
    notCharged: 'No credits were charged.',
    returned: (credits: number) => `${number(credits)} ${creditWord(credits)} were returned.`,
    returning: (credits: number) => `${number(credits)} ${creditWord(credits)} are being returned.`,
    nameTime: 'Name the column with the time one of these:',
    namePrice: 'Name the column with the value one of these:',
  },
};
