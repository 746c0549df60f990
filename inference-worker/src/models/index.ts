import { modelCatalogue } from '@coincast/shared/contracts/model-catalogue';
import { forecastDemo } from './demo.js';
import { forecastLinearTrend } from './linear-trend.js';
import type { Model } from './model.js';

const forecasts: Record<string, Model['forecast']> = {
  Demo: forecastDemo,
  LinearTrend: forecastLinearTrend,
};

/** Every model of the catalogue, in its order. */
export const models: readonly Model[] = modelCatalogue.map((description) => {
  const forecast = forecasts[description.name];
  if (!forecast) throw new Error(`The catalogue offers ${description.name}, which is not implemented`);
  return { ...description, forecast };
});
