import { defaultModelOf, type ModelDescription } from '@coincast/shared/contracts';
import { Problem } from '@coincast/shared/http';
import { Inject, Injectable } from '@nestjs/common';
import { type PredictionConfig, predictionConfig } from '../config.js';
import type { Dataset } from '../dataset/dataset.js';
import type { InvalidRows } from '../dataset/invalid-rows.js';
import type { ReadDataset } from '../dataset/read-dataset.js';
import { readingOptionsOf } from '../dataset/reading-options.js';
import type { SubmitFields } from '../job/job.schemas.js';
import type { Submission } from '../job/submission.js';
import { horizonFor, maxHorizonFactor, priceCredits } from '../pricing/pricing.rules.js';
import { DatasetReader } from '../reader/dataset-reader.js';

/** What a submission asks for, read and priced. */
export interface Quote {
  modelName: string;
  /** Points to forecast; 0 without a valid row. */
  horizon: number;
  /** Credits; 0 without a valid row. */
  cost: number;
  dataset: ReadDataset;
  /** Why the job ends at once, unpaid; null when it is to be paid and run. */
  error: string | null;
}

/** Reads and prices submissions, those that make a job and those that only ask. */
@Injectable()
export class QuoteService {
  constructor(
    @Inject(predictionConfig) private readonly config: PredictionConfig,
    private readonly reader: DatasetReader,
  ) {}

  /**
   * Data without a valid row is no fault of the request: its job fails at once and is free.
   * @throws Problem for an unknown model, a horizon that the rows do not allow, and data that cannot be read.
   */
  async quote(submission: Submission): Promise<Quote> {
    // A form's model is known before its file is read.
    if (submission.kind === 'file') this.modelFor(submission.fields);
    const { dataset, fields } = await this.read(submission);
    const model = this.modelFor(fields);
    const common = { modelName: model.name, dataset };
    const validRows = dataset.times.length;
    if (validRows === 0) return { ...common, horizon: 0, cost: 0, error: describeNoValidRows(dataset.invalid) };
    return {
      ...common,
      horizon: checkedHorizon(dataset, model, fields.horizon),
      cost: priceCredits(validRows, this.config.COST_PER_ROW),
      error: null,
    };
  }

  private modelFor({ model_name: name }: SubmitFields): ModelDescription {
    const { AVAILABLE_MODELS: models } = this.config;
    const model = name === undefined ? defaultModelOf(models) : models.find((candidate) => candidate.name === name);
    if (model) return model;
    const names = models.map((candidate) => candidate.name).join(', ');
    throw new Problem('unknown_model', `There is no model "${name}". Choose one of ${names}.`);
  }

  private async read(submission: Submission): Promise<{ dataset: ReadDataset; fields: SubmitFields }> {
    const { kind, content } = submission;
    if (kind === 'body') {
      const { dataset, fields } = await this.reader.read({ kind, from: content.at, charset: submission.charset });
      if (!fields) throw new Error('A body was read without its fields');
      return { dataset, fields };
    }
    const { fields } = submission;
    const { dataset } = await this.reader.read({ kind, from: content.at, options: readingOptionsOf(fields) });
    return { dataset, fields };
  }
}

function checkedHorizon({ times }: Dataset, { name, minRows }: ModelDescription, asked: number | undefined): number {
  if (times.length < minRows) {
    throw new Problem('invalid_request', `${name} needs at least ${minRows} valid rows, the data has ${times.length}.`);
  }
  const horizon = horizonFor(times.length, asked);
  if (horizon !== null) return horizon;
  const message = `horizon must be at most ${maxHorizonFactor * times.length}: ${maxHorizonFactor} for each valid row`;
  throw new Problem('invalid_request', `${message}.`, { errors: [{ field: 'horizon', message }] });
}

function describeNoValidRows({ count, faults }: InvalidRows): string {
  if (count === 0) return 'no_valid_rows: the data has no rows';
  const reasons = Object.entries(faults).map(([fault, rows]) => `${fault} ${rows}`);
  return `no_valid_rows: none of the ${count} rows is valid (${reasons.join(', ')})`;
}
