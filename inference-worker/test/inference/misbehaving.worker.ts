import { modelRunner } from '../../src/inference/model-runner.js';
import { models } from '../../src/models/index.js';
import type { FittedModel, Model } from '../../src/models/model.js';

const always = (...values: number[]): FittedModel => ({
  method: 'misbehaving',
  forecast: () => ({ values: Float64Array.from(values), sd: null }),
});

const misbehaving = (name: string, fit: Model['fit']): Model => ({
  name,
  title: { en: name, ru: name },
  description: { en: name, ru: name },
  minRows: 2,
  intervals: true,
  asSent: true,
  heldAtZero: false,
  lookback: Number.POSITIVE_INFINITY,
  fit,
});

/** Threads of this module also know models that do everything wrong that a model can. */
export default modelRunner([
  ...models,
  misbehaving('Endless', () => {
    for (;;);
  }),
  misbehaving('Greedy', () => {
    const hoard: number[][] = [];
    for (;;) hoard.push(new Array<number>(100_000).fill(hoard.length));
  }),
  misbehaving('Exiting', () => process.exit(7)),
  misbehaving('Throwing', () => {
    throw new Error('a matrix is singular');
  }),
  misbehaving('NotFinite', () => always(Number.NaN, Number.NaN)),
  misbehaving('TooShort', () => always(1)),
  misbehaving('Endlessly rising', () => always(0.5e308, 0.75e308, 1e308)),
]);

export const misbehavingWorkerUrl = new URL(import.meta.url);
