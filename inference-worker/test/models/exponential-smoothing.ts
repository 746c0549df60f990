import type { FittedModel, Series } from '../../src/models/model.js';

/** Simple exponential smoothing by the best of fifty parameters. */
export function fitSmoothing({ values }: Series): FittedModel {
  const alpha = bestAlpha(values);
  return {
    method: `SES(${alpha})`,
    forecast: (horizon, origin = values.length) => {
      const { level, variance } = smooth(values.subarray(0, origin), alpha);
      const sd = Float64Array.from({ length: horizon }, (_, i) => Math.sqrt(variance * (1 + i * alpha * alpha)));
      return { values: new Float64Array(horizon).fill(level), sd };
    },
  };
}

function bestAlpha(values: Float64Array): number {
  let best = 1;
  for (let alpha = 0.02; alpha < 1; alpha += 0.02) {
    if (smooth(values, alpha).variance < smooth(values, best).variance) best = alpha;
  }
  return best;
}

function smooth(values: Float64Array, alpha: number): { level: number; variance: number } {
  let level = values[0] ?? 0;
  let squares = 0;
  for (const value of values) {
    squares += (value - level) ** 2;
    level += alpha * (value - level);
  }
  return { level, variance: squares / values.length };
}
