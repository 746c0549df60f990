import { modelCatalogue } from '@coincast/shared/contracts/model-catalogue';
import { fitArima } from './arima.js';
import { fitAuto } from './auto.js';
import { fitDemo } from './demo.js';
import { fitDotm } from './dotm.js';
import { fitDrift } from './drift.js';
import { fitEts, fitEtsNonSeasonal } from './ets.js';
import { fitLinearTrend } from './linear-trend.js';
import type { Model } from './model.js';
import { fitMstl } from './mstl.js';
import { fitNaive } from './naive.js';
import { fitSeasonalNaive } from './seasonal-naive.js';
import { fitTheta } from './theta.js';

type Implementation = Pick<Model, 'fit' | 'asSent' | 'heldAtZero' | 'lookback'>;

/** What is older tells nothing of the future that the last points don't, and would cost time and memory. */
const slowLookback = 5_000;

const simple = (fit: Model['fit']): Implementation => ({ fit, asSent: false, heldAtZero: true, lookback: 1_000_000 });
const slow = (fit: Model['fit']): Implementation => ({
  fit,
  asSent: false,
  heldAtZero: true,
  lookback: slowLookback,
});
/** Their results are part of the product's contract. */
const fixed = (fit: Model['fit']): Implementation => ({
  fit,
  asSent: true,
  heldAtZero: false,
  lookback: Number.POSITIVE_INFINITY,
});

const implementations: Record<string, Implementation> = {
  Demo: fixed(fitDemo),
  LinearTrend: fixed(fitLinearTrend),
  Naive: simple(fitNaive),
  SeasonalNaive: simple(fitSeasonalNaive),
  Drift: simple(fitDrift),
  // As R's thetaf, below zero too.
  Theta: { ...slow(fitTheta), heldAtZero: false },
  DOTM: slow(fitDotm),
  ETS: slow(fitEts),
  ARIMA: slow(fitArima),
  MSTL: slow((series) => fitMstl(series, fitEtsNonSeasonal)),
  Auto: slow(fitAuto),
};

/** Every model of the catalogue, in its order. */
export const models: readonly Model[] = modelCatalogue.map((description) => {
  const implementation = implementations[description.name];
  if (!implementation) throw new Error(`The catalogue offers ${description.name}, which is not implemented`);
  return { ...description, ...implementation };
});

/** @throws Error when the catalogue has no such model. */
export function modelNamed(name: string): Model {
  const model = models.find((one) => one.name === name);
  if (!model) throw new Error(`There is no model ${name}`);
  return model;
}
