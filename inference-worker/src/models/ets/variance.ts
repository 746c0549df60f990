import { type Form, place } from './form.js';

/** Further ahead the standard deviation of forms with multiplicative errors is held: each step costs as many operations as steps before it. */
const longestRecursion = 2000;

/**
 * The standard deviations of a form's forecasts (Hyndman et al. 2008): exact for linear forms (class 1, table 6.1; class 2, eq. 6.2); for
 * multiplicative seasons the recursion of class 2 relative to the season, in which an error moves both the level and its own season's state.
 * @param means the point forecasts.
 * @param seasonal the seasonal state of each; read where the season is multiplicative.
 * @param variance of the one-step errors, relative ones where errors are multiplicative.
 */
export function standardDeviations(
  form: Form,
  period: number,
  parameters: Float64Array,
  means: Float64Array,
  seasonal: Float64Array,
  variance: number,
): Float64Array {
  const weights = weightsOf(form, period, parameters, means.length);
  if (form.error === 'A') return additive(weights, variance);
  const gamma = (1 - (parameters[place.alpha] ?? 0)) * (parameters[place.gammaShare] ?? 0);
  if (form.season === 'M') return multiplicative(means, seasonal, weights, period, gamma, variance);
  return multiplicative(means, new Float64Array(means.length).fill(1), weights, period, 0, variance);
}

/** What a one-step error adds to the forecast j steps later, at j; in a multiplicative season to the level alone. */
function weightsOf({ season }: Form, period: number, parameters: Float64Array, horizon: number): Float64Array {
  const alpha = parameters[place.alpha] ?? 0;
  const beta = alpha * (parameters[place.betaShare] ?? 0);
  const gamma = (1 - alpha) * (parameters[place.gammaShare] ?? 0);
  const phi = parameters[place.phi] ?? 0;
  const weights = new Float64Array(horizon);
  let power = 1;
  let damped = 0;
  for (let j = 1; j < horizon; j++) {
    power *= phi;
    damped += power;
    weights[j] = alpha + beta * damped + (season === 'A' && j % period === 0 ? gamma : 0);
  }
  return weights;
}

function additive(weights: Float64Array, variance: number): Float64Array {
  const sd = new Float64Array(weights.length);
  let sum = 1;
  for (let h = 0; h < sd.length; h++) {
    sum += (weights[h] ?? 0) ** 2;
    sd[h] = Math.sqrt(variance * sum);
  }
  return sd;
}

/** By the second moments of the seasonally adjusted forecasts. */
function multiplicative(
  means: Float64Array,
  seasonal: Float64Array,
  weights: Float64Array,
  period: number,
  gamma: number,
  variance: number,
): Float64Array {
  const sd = new Float64Array(means.length);
  const moments = new Float64Array(Math.min(means.length, longestRecursion));
  for (let h = 0; h < moments.length; h++) {
    const factor = seasonal[h] ?? 1;
    const mean = (means[h] ?? 0) / factor;
    let sum = 0;
    for (let j = 1; j <= h; j++) sum += (weights[j] ?? 0) ** 2 * (moments[h - j] ?? 0);
    for (let j = period; gamma > 0 && j <= h; j += period) {
      const byLevel = (weights[j] ?? 0) * Math.sqrt(moments[h - j] ?? 0);
      const bySeason = gamma * Math.abs(mean);
      sum += 2 * byLevel * bySeason + bySeason * bySeason;
    }
    const moment = mean * mean + variance * sum;
    moments[h] = moment;
    // Of a probable error the squared forecast is finite; of an absurd one the largest number must do.
    sd[h] = factor * Math.sqrt(Math.min(Math.max(0, moment + variance * moment - mean * mean), Number.MAX_VALUE));
  }
  return sd.fill(sd[moments.length - 1] ?? 0, moments.length);
}
