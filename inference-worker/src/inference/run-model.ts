import { columnFromBase64, columnFromBytes } from '@coincast/shared/contracts/float64-column';
import { type Forecast, forecastSeries } from '../forecast/forecast-series.js';
import type { Model } from '../models/model.js';
import { encodeForecast } from './encode-forecast.js';
import { failureOf } from './failure-of.js';
import { type Failure, type Forecasted, failure, type ModelJob, type ModelOutcome } from './model-job.js';

/** Runs one job; whatever the model or the series does wrong becomes its outcome, and nothing is thrown. */
export function runModel(models: readonly Model[], job: ModelJob): ModelOutcome {
  const startedAtMs = performance.now();
  const outcome = forecastOf(models, job);
  return { ...outcome, runMs: performance.now() - startedAtMs };
}

function forecastOf(models: readonly Model[], job: ModelJob): Forecasted | Failure {
  const model = models.find(({ name }) => name === job.modelName);
  if (!model) return failure('unknown_model', `There is no model ${job.modelName}.`);
  const series = decodeSeries(job);
  if (!series) return failure('bad_series', 'The series is not two columns of Float64 of the same length.');
  if (series.values.length < model.minRows) {
    return failure(
      'too_few_rows',
      `${model.name} needs ${model.minRows} rows, the series has ${series.values.length}.`,
    );
  }
  try {
    const forecast = forecastSeries(model, { ...series, horizon: job.horizon });
    const fault = faultOf(forecast, job.horizon);
    if (fault) return failure('model_failed', `bad_forecast: ${model.name} answered ${fault}.`);
    const { metrics, warnings } = forecast;
    return { ok: true, forecast: encodeForecast(forecast), metrics: { ...metrics }, warnings };
  } catch (error) {
    return failureOf(error);
  }
}

function decodeSeries({ series }: ModelJob): { times: Float64Array; values: Float64Array } | null {
  try {
    if (series.kind === 'inline') {
      const times = columnFromBase64(series.times);
      const values = columnFromBase64(series.values);
      return times.length === values.length ? { times, values } : null;
    }
    const columns = columnFromBytes(series.bytes);
    if (columns.length % 2 !== 0) return null;
    const rows = columns.length / 2;
    return { times: columns.subarray(0, rows), values: columns.subarray(rows) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What keeps an output from being a forecast, in words; null when nothing does. */
function faultOf({ times, values, intervals }: Forecast, horizon: number): string | null {
  const bounds = [intervals[80].lower, intervals[80].upper, intervals[95].lower, intervals[95].upper];
  for (const column of [times, values, ...bounds]) {
    if (column.length !== horizon) return `${column.length} values for a horizon of ${horizon}`;
    if (!column.every(Number.isFinite)) return 'a value that is not finite';
  }
  return null;
}
