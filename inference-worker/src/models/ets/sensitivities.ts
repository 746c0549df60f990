import type { Columns } from './columns.js';
import { type Form, place } from './form.js';
import type { Sample } from './likelihood.js';
import type { Workspace } from './workspace.js';

/**
 * The derivatives of every one-step forecast by the parameters of the columns, carried along with the recursions of `filter` (forward
 * differentiation): `workspace.slopes` gets n numbers a column. Written out for each season, as `filter` is.
 */
export function differentiate(
  season: Form['season'],
  sample: Sample,
  parameters: Float64Array,
  columns: Columns,
  workspace: Workspace,
): void {
  const { levelBy, slopeBy, seasonBy, seasonal } = workspace;
  const { period } = sample;
  // Parameters that are not moved write into one column more, which nobody reads.
  const width = columns.count + 1;
  levelBy.fill(0, 0, width);
  slopeBy.fill(0, 0, width);
  levelBy[columns.level] = 1;
  slopeBy[columns.slope] = 1;
  if (season === 'N') {
    differentiateNone(sample, parameters, columns, workspace);
    return;
  }
  seasonBy.fill(0, 0, width * period);
  for (let k = 0; k < period; k++) {
    seasonal[k] = parameters[place.season + k] ?? 0;
    if (columns.season < columns.count) seasonBy[k * width + columns.season + k] = 1;
  }
  if (season === 'A') differentiateAdditive(sample, parameters, columns, workspace);
  else differentiateMultiplicative(sample, parameters, columns, workspace);
}

function differentiateNone(
  { values, start, n }: Sample,
  parameters: Float64Array,
  { count, alpha: byAlpha, betaShare: byBeta, phi: byPhi }: Columns,
  { levelBy, slopeBy, slopes }: Workspace,
): void {
  const alpha = parameters[place.alpha] ?? 0;
  const betaShare = parameters[place.betaShare] ?? 0;
  const phi = parameters[place.phi] ?? 0;
  const beta = alpha * betaShare;
  let level = parameters[place.level] ?? 0;
  let slope = parameters[place.slope] ?? 0;
  for (let t = 0; t < n; t++) {
    const damped = phi * slope;
    const mean = level + damped;
    const error = (values[start + t] ?? 0) - mean;
    levelBy[byPhi] = (levelBy[byPhi] ?? 0) + slope;
    for (let c = 0, cell = t; c < count; c++, cell += n) {
      const dampedBy = phi * (slopeBy[c] ?? 0);
      const by = (levelBy[c] ?? 0) + dampedBy;
      slopes[cell] = by;
      levelBy[c] = by - alpha * by;
      slopeBy[c] = dampedBy - beta * by;
    }
    slopeBy[byPhi] = (slopeBy[byPhi] ?? 0) + slope;
    levelBy[byAlpha] = (levelBy[byAlpha] ?? 0) + error;
    slopeBy[byAlpha] = (slopeBy[byAlpha] ?? 0) + betaShare * error;
    slopeBy[byBeta] = (slopeBy[byBeta] ?? 0) + alpha * error;
    level = mean + alpha * error;
    slope = damped + beta * error;
  }
}

function differentiateAdditive(
  { values, start, n, period }: Sample,
  parameters: Float64Array,
  { count, alpha: byAlpha, betaShare: byBeta, gammaShare: byGamma, phi: byPhi }: Columns,
  { levelBy, slopeBy, seasonBy, seasonal, slopes }: Workspace,
): void {
  const alpha = parameters[place.alpha] ?? 0;
  const betaShare = parameters[place.betaShare] ?? 0;
  const gammaShare = parameters[place.gammaShare] ?? 0;
  const phi = parameters[place.phi] ?? 0;
  const beta = alpha * betaShare;
  const gamma = (1 - alpha) * gammaShare;
  let level = parameters[place.level] ?? 0;
  let slope = parameters[place.slope] ?? 0;
  let slot = 0;
  let at = 0;
  for (let t = 0; t < n; t++) {
    const damped = phi * slope;
    const mean = level + damped;
    const state = seasonal[slot] ?? 0;
    const error = (values[start + t] ?? 0) - mean - state;
    seasonal[slot] = state + gamma * error;
    levelBy[byPhi] = (levelBy[byPhi] ?? 0) + slope;
    for (let c = 0, cell = t; c < count; c++, cell += n) {
      const dampedBy = phi * (slopeBy[c] ?? 0);
      const meanBy = (levelBy[c] ?? 0) + dampedBy;
      const stateBy = seasonBy[at + c] ?? 0;
      const by = meanBy + stateBy;
      slopes[cell] = by;
      levelBy[c] = meanBy - alpha * by;
      slopeBy[c] = dampedBy - beta * by;
      seasonBy[at + c] = stateBy - gamma * by;
    }
    slopeBy[byPhi] = (slopeBy[byPhi] ?? 0) + slope;
    levelBy[byAlpha] = (levelBy[byAlpha] ?? 0) + error;
    slopeBy[byAlpha] = (slopeBy[byAlpha] ?? 0) + betaShare * error;
    slopeBy[byBeta] = (slopeBy[byBeta] ?? 0) + alpha * error;
    seasonBy[at + byAlpha] = (seasonBy[at + byAlpha] ?? 0) - gammaShare * error;
    seasonBy[at + byGamma] = (seasonBy[at + byGamma] ?? 0) + (1 - alpha) * error;
    level = mean + alpha * error;
    slope = damped + beta * error;
    at += count + 1;
    if (++slot === period) {
      slot = 0;
      at = 0;
    }
  }
}

function differentiateMultiplicative(
  { values, start, n, period }: Sample,
  parameters: Float64Array,
  { count, alpha: byAlpha, betaShare: byBeta, gammaShare: byGamma, phi: byPhi }: Columns,
  { levelBy, slopeBy, seasonBy, seasonal, slopes }: Workspace,
): void {
  const alpha = parameters[place.alpha] ?? 0;
  const betaShare = parameters[place.betaShare] ?? 0;
  const gammaShare = parameters[place.gammaShare] ?? 0;
  const phi = parameters[place.phi] ?? 0;
  const beta = alpha * betaShare;
  const gamma = (1 - alpha) * gammaShare;
  let level = parameters[place.level] ?? 0;
  let slope = parameters[place.slope] ?? 0;
  let slot = 0;
  let at = 0;
  for (let t = 0; t < n; t++) {
    const value = values[start + t] ?? 0;
    const damped = phi * slope;
    const mean = level + damped;
    const state = seasonal[slot] ?? 0;
    const adjusted = value / state;
    const ratio = value / mean;
    const error = adjusted - mean;
    const seasonalError = ratio - state;
    const errorByState = adjusted / state;
    const seasonalErrorByMean = ratio / mean;
    seasonal[slot] = state + gamma * seasonalError;
    levelBy[byPhi] = (levelBy[byPhi] ?? 0) + slope;
    for (let c = 0, cell = t; c < count; c++, cell += n) {
      const dampedBy = phi * (slopeBy[c] ?? 0);
      const meanBy = (levelBy[c] ?? 0) + dampedBy;
      const stateBy = seasonBy[at + c] ?? 0;
      const errorBy = meanBy + errorByState * stateBy;
      slopes[cell] = meanBy * state + mean * stateBy;
      levelBy[c] = meanBy - alpha * errorBy;
      slopeBy[c] = dampedBy - beta * errorBy;
      seasonBy[at + c] = stateBy - gamma * (seasonalErrorByMean * meanBy + stateBy);
    }
    slopeBy[byPhi] = (slopeBy[byPhi] ?? 0) + slope;
    levelBy[byAlpha] = (levelBy[byAlpha] ?? 0) + error;
    slopeBy[byAlpha] = (slopeBy[byAlpha] ?? 0) + betaShare * error;
    slopeBy[byBeta] = (slopeBy[byBeta] ?? 0) + alpha * error;
    seasonBy[at + byAlpha] = (seasonBy[at + byAlpha] ?? 0) - gammaShare * seasonalError;
    seasonBy[at + byGamma] = (seasonBy[at + byGamma] ?? 0) + (1 - alpha) * seasonalError;
    level = mean + alpha * error;
    slope = damped + beta * error;
    at += count + 1;
    if (++slot === period) {
      slot = 0;
      at = 0;
    }
  }
}
