import type { Model, ModelOutput } from '../../src/models/model.js';

/** Runs a forecast on a daily series. */
export function continueSeries(forecast: Model['forecast'], values: readonly number[], horizon: number): ModelOutput {
  const times = Float64Array.from(values, (_, i) => i * 86_400_000);
  return forecast({ times, values: Float64Array.from(values), horizon });
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
