import type { FittedModel, PointForecast, Series } from './model.js';

/** A straight line by ordinary least squares on the index 0..n-1, extrapolated to n, n+1, ... One point: repeated. */
export function fitLinearTrend({ values }: Series): FittedModel {
  // Distances from the first value, so that sums do not cancel in a series far from zero.
  const first = values[0] ?? 0;
  const sums = prefixSums(values, first);
  return {
    method: 'Linear trend',
    forecast: (horizon, origin = values.length) => extrapolate(sums, first, origin, horizon),
  };
}

/** Of the first k distances y, at index k. */
interface PrefixSums {
  y: Float64Array;
  /** Of index times distance. */
  ty: Float64Array;
  yy: Float64Array;
}

function prefixSums(values: Float64Array, first: number): PrefixSums {
  const sums = {
    y: new Float64Array(values.length + 1),
    ty: new Float64Array(values.length + 1),
    yy: new Float64Array(values.length + 1),
  };
  values.forEach((value, t) => {
    const distance = value - first;
    sums.y[t + 1] = (sums.y[t] ?? 0) + distance;
    sums.ty[t + 1] = (sums.ty[t] ?? 0) + t * distance;
    sums.yy[t + 1] = (sums.yy[t] ?? 0) + distance * distance;
  });
  return sums;
}

/** With the standard deviation of a new point around the line (Draper and Smith 1998, "Applied Regression Analysis", eq. 3.1.9). */
function extrapolate({ y, ty, yy }: PrefixSums, first: number, n: number, horizon: number): PointForecast {
  const middle = (n - 1) / 2;
  const mean = (y[n] ?? 0) / n;
  // The sum of (t - middle)^2 over 0..n-1.
  const spread = (n * (n - 1) * (n + 1)) / 12;
  const covariance = (ty[n] ?? 0) - middle * (y[n] ?? 0);
  const slope = n > 1 ? covariance / spread : 0;
  const variance = n > 2 ? Math.max(0, (yy[n] ?? 0) - n * mean * mean - slope * covariance) / (n - 2) : Number.NaN;
  const values = new Float64Array(horizon);
  const sd = new Float64Array(horizon);
  for (let step = 0; step < horizon; step++) {
    const distance = n + step - middle;
    values[step] = first + mean + slope * distance;
    sd[step] = Math.sqrt(variance * (1 + 1 / n + (distance * distance) / spread));
  }
  return { values, sd: Number.isFinite(variance) ? sd : null };
}
