import { fitClassicallyAdjusted } from './classically-adjusted.js';

/**
 * The benchmark of the M competitions: the last value, seasonally adjusted where a test at 90% finds a season in at least three
 * of its periods (Makridakis, Spiliotis and Assimakopoulos 2020, "The M4 Competition", Int. J. Forecasting 36(1)).
 * @param values Finite numbers, oldest first, at least one.
 * @returns `horizon` numbers.
 */
export function naive2(values: Float64Array, period: number, horizon: number): Float64Array {
  const fitted = fitClassicallyAdjusted(
    { values, period, periods: [] },
    {
      name: 'Naive2',
      seasonsNeeded: 3,
      fit: () => null,
      proceed: (y, _, steps) => ({ values: new Float64Array(steps).fill(y[y.length - 1] ?? 0), sd: null }),
    },
  );
  return fitted.forecast(horizon).values;
}
