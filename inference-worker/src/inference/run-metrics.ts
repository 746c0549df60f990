import { modelCatalogue } from '@coincast/shared/contracts';
import { Counter, Histogram, type Registry } from '@coincast/shared/observability';
import type { FailureReason } from './model-job.js';

/** What a job came to. */
export type RunOutcome = 'completed' | FailureReason;

const runSecondsBuckets = [0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const known: ReadonlySet<string> = new Set(modelCatalogue.map(({ name }) => name));

/** Names come from requests: those that are no model's share one label, so that there are only so many series. */
export const modelLabel = (name: string) => (known.has(name) ? name : 'unknown');

/** Counts the runs of models and measures them. */
export class RunMetrics {
  private readonly runs: Counter<'model' | 'outcome'>;
  private readonly seconds: Histogram<'model' | 'outcome'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.runs = new Counter({
      name: 'coincast_model_runs_total',
      help: 'Requests answered, by model and outcome: completed, or why there is no forecast.',
      labelNames: ['model', 'outcome'],
      registers,
    });
    this.seconds = new Histogram({
      name: 'coincast_model_run_seconds',
      help: 'Time a job took in its thread. Without jobs whose thread ended with them, whose time only their limit tells.',
      labelNames: ['model', 'outcome'],
      buckets: runSecondsBuckets,
      registers,
    });
  }

  /** @param runMs null when no thread could tell. */
  record(modelName: string, outcome: RunOutcome, runMs: number | null): void {
    const model = modelLabel(modelName);
    this.runs.inc({ model, outcome });
    if (runMs !== null) this.seconds.observe({ model, outcome }, runMs / 1000);
  }
}
