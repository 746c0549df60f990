import { modelRunner } from '../../src/inference/model-runner.js';
import { models } from '../../src/models/index.js';
import type { Model, ModelOutput } from '../../src/models/model.js';

const output = (values: number[]): ModelOutput => ({
  values: Float64Array.from(values),
  intervals: null,
  metrics: null,
  warnings: [],
});

const misbehaving = (name: string, forecast: Model['forecast']): Model => ({
  name,
  title: { en: name, ru: name },
  description: { en: name, ru: name },
  minRows: 2,
  intervals: false,
  forecast,
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
  misbehaving('NotFinite', ({ horizon }) => output(Array.from({ length: horizon }, () => Number.NaN))),
  misbehaving('TooShort', () => output([1])),
  misbehaving('WithIntervals', ({ horizon }) => {
    const column = (value: number) => new Float64Array(horizon).fill(value);
    return {
      values: column(5),
      intervals: { 80: { lower: column(4), upper: column(6) }, 95: { lower: column(3), upper: column(7) } },
      metrics: { mase: 0.9 },
      warnings: ['short_series'],
    };
  }),
]);

export const misbehavingWorkerUrl = new URL(import.meta.url);
