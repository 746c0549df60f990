import type { Model } from '../models/model.js';
import type { ModelJob, ModelOutcome } from './model-job.js';
import { runModel } from './run-model.js';

/** What a thread of `ModelPool` exports as its default: it answers a group of jobs, one outcome each, in order. */
export type ModelRunner = (jobs: ModelJob[]) => Promise<ModelOutcome[]>;

/** A runner for these models. */
export function modelRunner(models: readonly Model[]): ModelRunner {
  return async (jobs) => withoutCopying(jobs.map((job) => runModel(models, job)));
}

/** Hands the bytes of large forecasts over to the main thread instead of having them copied there. */
async function withoutCopying(outcomes: ModelOutcome[]): Promise<ModelOutcome[]> {
  const buffers = outcomes.flatMap((outcome) =>
    outcome.ok && outcome.forecast.kind === 'bytes' ? [outcome.forecast.bytes.buffer] : [],
  );
  if (buffers.length === 0) return outcomes;
  // Loaded only here: most threads never need it.
  const { default: Piscina, transferableSymbol, valueSymbol } = await import('piscina');
  const moved = {
    get [transferableSymbol]() {
      return buffers;
    },
    get [valueSymbol]() {
      return outcomes;
    },
  };
  return Piscina.move(moved as never) as unknown as ModelOutcome[];
}
