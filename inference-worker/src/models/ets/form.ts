/** One of the state space forms of exponential smoothing (Hyndman et al. 2008, chapter 2). */
export interface Form {
  /** Additive or multiplicative. */
  error: 'A' | 'M';
  /** None, additive, or additive and damped. */
  trend: 'N' | 'A' | 'Ad';
  season: 'N' | 'A' | 'M';
}

/** In the notation of the source: `ETS(M,Ad,N)`. */
export function nameOf({ error, trend, season }: Form): string {
  return `ETS(${error},${trend},${season})`;
}

/** How many numbers the form estimates: smoothing parameters, initial states (the seasonal ones are bound by their sum). */
export function countParameters({ trend, season }: Form, period: number): number {
  const smoothing = 1 + Number(trend !== 'N') + Number(trend === 'Ad') + Number(season !== 'N');
  const states = 1 + Number(trend !== 'N') + (season === 'N' ? 0 : period - 1);
  return smoothing + states;
}

/**
 * Where a form's parameters lie in one array: four that smooth, the states before the first value, then one season.
 * The smoothing parameters of trend and season are kept as shares of what the usual bounds leave them
 * (beta = share alpha, gamma = share (1 - alpha)), so that all bounds are those of a box.
 */
export const place = { alpha: 0, betaShare: 1, gammaShare: 2, phi: 3, level: 4, slope: 5, season: 6 } as const;

/** The states are those of `place` from the level on: level, slope, then one season, beginning with the first value's. */
export const statesAt = place.level;
