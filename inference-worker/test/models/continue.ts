import { type Forecast, forecastSeries } from '../../src/forecast/forecast-series.js';
import { models } from '../../src/models/index.js';

/** Forecasts a daily series by a model of the catalogue. */
export function continueSeries(modelName: string, values: readonly number[], horizon: number): Forecast {
  const model = models.find(({ name }) => name === modelName);
  if (!model) throw new Error(`There is no model ${modelName}`);
  const times = Float64Array.from(values, (_, i) => i * 86_400_000);
  return forecastSeries(model, { times, values: Float64Array.from(values), horizon });
}

/** The largest distance between two columns, relative to the larger of `scale` and their own magnitude. */
export function relativeDistance(actual: Float64Array, expected: readonly number[], scale = 0): number {
  let worst = 0;
  let magnitude = scale;
  for (const value of expected) magnitude = Math.max(magnitude, Math.abs(value));
  actual.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(value - (expected[i] ?? Number.NaN)));
  });
  return magnitude === 0 ? worst : worst / magnitude;
}
