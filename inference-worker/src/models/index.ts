import { modelCatalogue } from '@coincast/shared/contracts/model-catalogue';
import { fitDemo } from './demo.js';
import { fitLinearTrend } from './linear-trend.js';
import type { Model } from './model.js';

const fits: Record<string, Model['fit']> = {
  Demo: fitDemo,
  LinearTrend: fitLinearTrend,
};

/** Every model of the catalogue, in its order. */
export const models: readonly Model[] = modelCatalogue.map((description) => {
  const fit = fits[description.name];
  if (!fit) throw new Error(`The catalogue offers ${description.name}, which is not implemented`);
  return { ...description, fit };
});
