import { countOf, type Unit } from './units.js';
import { number } from './words.js';

/** A job, and what the check on its history has found. */
export const job = {
  number: (id: number) => `Job ${id}`,
  took: (time: string) => `calculated in ${time}`,
  seconds: (seconds: number) => `${number(seconds)} s`,
  minutes: (minutes: number, seconds: number) => `${number(minutes)} min ${number(seconds)} s`,
  status: { PENDING: 'In progress', OK: 'Ready', ERROR: 'Failed' },
  forecastFor: (count: number, unit?: Unit) => `Forecast for ${countOf(count, unit)}`,
  backtest: 'Backtest on your history',
  backtestDone: (count: number, unit: Unit = 'point') =>
    `The last ${countOf(count, unit)} were hidden from the model and compared with its forecast`,
  backtestWaiting: 'The end of the series is hidden from the model and compared with its forecast',
  backtestShort: 'The series is too short to hide a part of it from the model',
  mase: 'MASE',
  smape: 'sMAPE',
  smapeNote: 'mean relative error',
  rmse: 'RMSE',
  rmseNote: 'in units of the series',
  coverage: '80% interval',
  coverageNote: 'of points fell inside',
  better: (percent: number) => `${number(percent)}% better than the naive method`,
  worse: (percent: number) => `${number(percent)}% worse than the naive method`,
  same: 'as good as the naive method',
  noNaive: 'the naive method made no error',
  withForecast: 'with the forecast',
  unknown: 'not known',
};
