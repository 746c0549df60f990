import type { FittedModel } from '../model.js';

/** For less than five values, too few to compare forms: the last one is repeated, with the errors that this would have made. */
export function fitShort(values: Float64Array): FittedModel {
  let squares = 0;
  for (let t = 1; t < values.length; t++) squares += ((values[t] ?? 0) - (values[t - 1] ?? 0)) ** 2;
  const variance = squares / (values.length - 1);
  return {
    method: 'ETS(A,N,N)',
    forecast: (horizon, origin = values.length) => ({
      values: new Float64Array(horizon).fill(values[origin - 1] ?? 0),
      sd: values.length > 1 ? Float64Array.from({ length: horizon }, (_, h) => Math.sqrt(variance * (h + 1))) : null,
    }),
  };
}
