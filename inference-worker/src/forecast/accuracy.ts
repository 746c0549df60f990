// Actual and forecast values are as many, at least one; so are bounds. A history is what came before them, oldest first.

/** Symmetric mean absolute percentage error, 0 to 200; two zeros are no error (Makridakis and Hibon 2000, "The M3-Competition", appendix A). */
export function smape(actual: Float64Array, forecast: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const value = actual[i] ?? 0;
    const predicted = forecast[i] ?? 0;
    // Halves, as the sum of two values next to the largest number is none.
    const error = Math.abs(value / 2 - predicted / 2);
    if (error > 0) sum += error / (Math.abs(value) / 2 + Math.abs(predicted) / 2);
  }
  return (200 * sum) / actual.length;
}

/** In the unit of the values. */
export function meanAbsoluteError(actual: Float64Array, forecast: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += Math.abs((actual[i] ?? 0) - (forecast[i] ?? 0));
  return sum / actual.length;
}

/** Root mean squared error, in the unit of the values. */
export function rmse(actual: Float64Array, forecast: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < actual.length; i++) largest = Math.max(largest, Math.abs((actual[i] ?? 0) - (forecast[i] ?? 0)));
  if (!(largest > 0) || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    // Relative to the largest, as squares leave the range of numbers long before errors do.
    const error = ((actual[i] ?? 0) - (forecast[i] ?? 0)) / largest;
    sum += error * error;
  }
  return largest * Math.sqrt(sum / actual.length);
}

/**
 * The mean absolute error of the seasonal naive method within a history (Hyndman and Koehler 2006, "Another look at measures of
 * forecast accuracy", Int. J. Forecasting 22(4)): what scaled errors are measured in.
 * @param period 1 for the naive method.
 * @returns Null when the history is no longer than the period, or repeats itself exactly.
 */
export function seasonalNaiveScale(history: Float64Array, period: number): number | null {
  let sum = 0;
  for (let t = period; t < history.length; t++) sum += Math.abs((history[t] ?? 0) - (history[t - period] ?? 0));
  return sum > 0 ? sum / (history.length - period) : null;
}

/** Mean absolute scaled error; null when there is no scale, or one so small that the error leaves the range of numbers. */
export function mase(
  actual: Float64Array,
  forecast: Float64Array,
  history: Float64Array,
  period: number,
): number | null {
  const scale = seasonalNaiveScale(history, period);
  if (scale === null) return null;
  const error = meanAbsoluteError(actual, forecast) / scale;
  return Number.isFinite(error) ? error : null;
}

/** The share of the actual values that lie within the bounds, 0 to 1. */
export function coverage(actual: Float64Array, lower: Float64Array, upper: Float64Array): number {
  let inside = 0;
  for (let i = 0; i < actual.length; i++) {
    const value = actual[i] ?? 0;
    if (value >= (lower[i] ?? 0) && value <= (upper[i] ?? 0)) inside++;
  }
  return inside / actual.length;
}

/**
 * Mean scaled interval score (Gneiting and Raftery 2007, "Strictly proper scoring rules", eq. 43; scaled as in the M4
 * competition): the width, and `2 / (1 - probability)` times the distance of each value outside. Null when there is no scale.
 * @param probability With which a value should lie within the bounds.
 */
export function msis(
  actual: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  history: Float64Array,
  period: number,
  probability = 0.95,
): number | null {
  const scale = seasonalNaiveScale(history, period);
  if (scale === null) return null;
  const penalty = 2 / (1 - probability);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const value = actual[i] ?? 0;
    const low = lower[i] ?? 0;
    const high = upper[i] ?? 0;
    sum += high - low + penalty * (Math.max(0, low - value) + Math.max(0, value - high));
  }
  return sum / actual.length / scale;
}

/** Of a method over a collection: each the mean of its series. */
export interface MeanErrors {
  smape: number;
  mase: number;
}

/** Overall weighted average of a method's errors relative to those of Naive2 (Makridakis, Spiliotis and Assimakopoulos 2020, "The M4 Competition"): 1 is as good. */
export function owa(method: MeanErrors, naive2: MeanErrors): number {
  return (method.smape / naive2.smape + method.mase / naive2.mase) / 2;
}
