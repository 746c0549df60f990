import { type Form, place } from './form.js';

/**
 * The parameters that a search moves, one a column of the derivatives. The fields that follow tell the column of a parameter; one that is not
 * moved has `count`, the column after the last.
 */
export interface Columns {
  /** Indices into the parameters, by column. */
  parameters: readonly number[];
  count: number;
  alpha: number;
  betaShare: number;
  gammaShare: number;
  phi: number;
  level: number;
  slope: number;
  /** Of the first seasonal state; the others follow it. */
  season: number;
}

/**
 * All that a form smooths with and starts from. A seasonal form can shift (scale) its level against its season: so either the season is held
 * and the level moves, or with `season` the reverse.
 */
export function columnsOf({ trend, season }: Form, period: number, movesSeason: boolean): Columns {
  const parameters: number[] = [place.alpha];
  if (trend !== 'N') parameters.push(place.betaShare);
  if (season !== 'N') parameters.push(place.gammaShare);
  if (trend === 'Ad') parameters.push(place.phi);
  if (!movesSeason) parameters.push(place.level);
  if (trend !== 'N') parameters.push(place.slope);
  if (movesSeason) for (let k = 0; k < period; k++) parameters.push(place.season + k);
  const count = parameters.length;
  const columnOf = (parameter: number) => {
    const column = parameters.indexOf(parameter);
    return column < 0 ? count : column;
  };
  return {
    parameters,
    count,
    alpha: columnOf(place.alpha),
    betaShare: columnOf(place.betaShare),
    gammaShare: columnOf(place.gammaShare),
    phi: columnOf(place.phi),
    level: columnOf(place.level),
    slope: columnOf(place.slope),
    season: columnOf(place.season),
  };
}
