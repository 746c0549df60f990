import { type Form, place } from './form.js';

/**
 * The standard deviations of a form's forecasts (Hyndman et al. 2008): exact for linear forms (class 1, table 6.1; class 2, eq. 6.2), for a
 * multiplicative season the approximation that takes its states for independent of the level (section 6.4.2).
 * @param means the point forecasts; of `horizon` numbers.
 * @param seasonal the seasonal factor of each step; read by forms of multiplicative season alone.
 * @param variance of the (relative) one-step errors.
 */
export function standardDeviations(
  form: Form,
  period: number,
  parameters: Float64Array,
  means: Float64Array,
  seasonal: Float64Array,
  variance: number,
): Float64Array {
  const alpha = parameters[place.alpha] ?? 0;
  const beta = alpha * (parameters[place.betaShare] ?? 0);
  const gamma = (1 - alpha) * (parameters[place.gammaShare] ?? 0);
  const phi = parameters[place.phi] ?? 0;
  const horizon = means.length;
  // What a one-step error adds to the forecast j steps later.
  const weights = new Float64Array(horizon);
  let damped = 0;
  let power = 1;
  for (let j = 1; j < horizon; j++) {
    power *= phi;
    damped += power;
    weights[j] = alpha + beta * damped + (form.season === 'A' && j % period === 0 ? gamma : 0);
  }
  const sd = new Float64Array(horizon);
  if (form.error === 'A') {
    let sum = 1;
    for (let h = 0; h < horizon; h++) {
      if (h > 0) sum += (weights[h] ?? 0) ** 2;
      sd[h] = Math.sqrt(variance * sum);
    }
    return sd;
  }
  const moments = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    const factor = form.season === 'M' ? (seasonal[h] ?? 1) : 1;
    const mean = (means[h] ?? 0) / factor;
    let moment = mean * mean;
    for (let j = 1; j <= h; j++) moment += variance * (weights[j] ?? 0) ** 2 * (moments[h - j] ?? 0);
    moments[h] = moment;
    const growth = form.season === 'M' ? (1 + gamma * gamma * variance) ** Math.floor(h / period) : 1;
    sd[h] = factor * Math.sqrt(Math.max(0, (1 + variance) * moment * growth - mean * mean));
  }
  return sd;
}
