import { type Form, place } from './form.js';
import type { Workspace } from './workspace.js';

/**
 * The derivatives of every one-step forecast by the chosen parameters, carried along with the recursions (forward
 * differentiation of Hyndman et al. 2008, table 2.2): row t of `workspace.slopes` gets one number a column.
 * @param columns indices into `parameters`, in the order of the columns.
 * @param n how many of `values` are run over, from `start`.
 */
export function differentiate(
  season: Form['season'],
  values: Float64Array,
  start: number,
  n: number,
  period: number,
  parameters: Float64Array,
  columns: readonly number[],
  workspace: Workspace,
): void {
  const { levelBy, slopeBy, seasonBy, states, slopes } = workspace;
  const count = columns.length;
  // Parameters that are not asked for write into a column of their own that nobody reads.
  const width = count + 1;
  levelBy.fill(0, 0, width);
  slopeBy.fill(0, 0, width);
  const column = (parameter: number) => (columns.includes(parameter) ? columns.indexOf(parameter) : count);
  const byAlpha = column(place.alpha);
  const byBeta = column(place.betaShare);
  const byGamma = column(place.gammaShare);
  const byPhi = column(place.phi);
  levelBy[column(place.level)] = 1;
  slopeBy[column(place.slope)] = 1;
  if (season !== 'N') {
    seasonBy.fill(0, 0, width * period);
    for (let k = 0; k < period; k++) seasonBy[k * width + column(place.season + k)] = 1;
  }
  const alpha = parameters[place.alpha] ?? 0;
  const betaShare = parameters[place.betaShare] ?? 0;
  const gammaShare = parameters[place.gammaShare] ?? 0;
  const phi = parameters[place.phi] ?? 0;
  const beta = alpha * betaShare;
  const gamma = (1 - alpha) * gammaShare;
  let level = parameters[place.level] ?? 0;
  let slope = parameters[place.slope] ?? 0;
  for (let k = 0; k < period; k++) states[k] = season === 'N' ? Number(false) : (parameters[place.season + k] ?? 0);
  let slot = 0;
  let row = 0;
  for (let t = 0; t < n; t++) {
    const value = values[start + t] ?? 0;
    const damped = phi * slope;
    const mean = level + damped;
    levelBy[byPhi] = (levelBy[byPhi] ?? 0) + slope;
    let levelError: number;
    let seasonError = 0;
    if (season === 'N') {
      levelError = value - mean;
      for (let c = 0; c < count; c++) {
        const slopeDamped = phi * (slopeBy[c] ?? 0);
        const by = (levelBy[c] ?? 0) + slopeDamped;
        slopes[row + c] = by;
        levelBy[c] = by - alpha * by;
        slopeBy[c] = slopeDamped - beta * by;
      }
    } else if (season === 'A') {
      const seasonal = states[slot] ?? 0;
      levelError = value - mean - seasonal;
      seasonError = levelError;
      states[slot] = seasonal + gamma * seasonError;
      const at = slot * width;
      for (let c = 0; c < count; c++) {
        const slopeDamped = phi * (slopeBy[c] ?? 0);
        const meanBy = (levelBy[c] ?? 0) + slopeDamped;
        const seasonalBy = seasonBy[at + c] ?? 0;
        const by = meanBy + seasonalBy;
        slopes[row + c] = by;
        levelBy[c] = meanBy - alpha * by;
        slopeBy[c] = slopeDamped - beta * by;
        seasonBy[at + c] = seasonalBy - gamma * by;
      }
      seasonBy[at + byAlpha] = (seasonBy[at + byAlpha] ?? 0) - gammaShare * seasonError;
      seasonBy[at + byGamma] = (seasonBy[at + byGamma] ?? 0) + (1 - alpha) * seasonError;
    } else {
      const seasonal = states[slot] ?? 0;
      levelError = value / seasonal - mean;
      seasonError = value / mean - seasonal;
      states[slot] = seasonal + gamma * seasonError;
      const levelBySeasonal = value / (seasonal * seasonal);
      const seasonalByMean = value / (mean * mean);
      const at = slot * width;
      for (let c = 0; c < count; c++) {
        const slopeDamped = phi * (slopeBy[c] ?? 0);
        const meanBy = (levelBy[c] ?? 0) + slopeDamped;
        const seasonalBy = seasonBy[at + c] ?? 0;
        slopes[row + c] = meanBy * seasonal + mean * seasonalBy;
        const errorBy = meanBy + levelBySeasonal * seasonalBy;
        levelBy[c] = meanBy - alpha * errorBy;
        slopeBy[c] = slopeDamped - beta * errorBy;
        seasonBy[at + c] = seasonalBy - gamma * (seasonalByMean * meanBy + seasonalBy);
      }
      seasonBy[at + byAlpha] = (seasonBy[at + byAlpha] ?? 0) - gammaShare * seasonError;
      seasonBy[at + byGamma] = (seasonBy[at + byGamma] ?? 0) + (1 - alpha) * seasonError;
    }
    slopeBy[byPhi] = (slopeBy[byPhi] ?? 0) + slope;
    levelBy[byAlpha] = (levelBy[byAlpha] ?? 0) + levelError;
    slopeBy[byAlpha] = (slopeBy[byAlpha] ?? 0) + betaShare * levelError;
    slopeBy[byBeta] = (slopeBy[byBeta] ?? 0) + alpha * levelError;
    level = mean + alpha * levelError;
    slope = damped + beta * levelError;
    row += count;
  }
}
