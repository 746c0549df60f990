import { defaultModelOf, type ModelDescription } from '@coincast/shared/contracts';
import { type Db, database } from '@coincast/shared/database';
import { Problem } from '@coincast/shared/http';
import { Inject, Injectable } from '@nestjs/common';
import { BillingClient } from '../billing-client/billing.client.js';
import { type PredictionConfig, predictionConfig } from '../config.js';
import type { Dataset } from '../dataset/dataset.js';
import type { InvalidRows } from '../dataset/invalid-rows.js';
import { readingOptionsOf } from '../dataset/reading-options.js';
import { findUsedKey } from '../idempotency/idempotency.repository.js';
import { hashSubmission } from '../idempotency/request-hash.js';
import { horizonFor, maxHorizonFactor, priceCredits } from '../pricing/pricing.rules.js';
import { DatasetReader, type TaskResult } from '../reader/dataset-reader.js';
import { JobIntake, type NewJob } from './job.intake.js';
import type { SubmitFields } from './job.schemas.js';
import type { Submission } from './submission.js';
import { firstInvalidRows, firstOfInvalidRows, type PublicVerdict, presentVerdict, verdictOf } from './verdict.js';

export interface SubmitRequest {
  userId: number;
  submission: Submission;
  idempotencyKey: string | undefined;
  traceparent: string | undefined;
}

/** The answer to a submit. */
export interface AcceptedJob extends PublicVerdict {
  id: number;
  model_name: string;
  status: 'PENDING';
  /** Credits, as quoted. */
  cost: number;
  created_at: string;
  /** The first of them, as `[index, {_error, ...row}]`. */
  invalid_rows: unknown[];
}

type Idempotency = NonNullable<NewJob['idempotency']>;

/** Takes a series in: checks it, prices it, and stores the job whose payment begins the saga. */
@Injectable()
export class SubmitService {
  constructor(
    @Inject(database) private readonly db: Db,
    @Inject(predictionConfig) private readonly config: PredictionConfig,
    private readonly billing: BillingClient,
    private readonly intake: JobIntake,
    private readonly reader: DatasetReader,
  ) {}

  /** @throws Problem when the request is not valid, its key was used otherwise, or the balance is known to be too low. */
  async submit({ userId, submission, idempotencyKey, traceparent }: SubmitRequest): Promise<AcceptedJob> {
    // A form's model is known before its file is read.
    if (submission.kind === 'file') this.modelFor(submission.fields);
    const idempotency = idempotencyKey ? { key: idempotencyKey, bodyHash: hashSubmission(submission) } : null;
    const earlier = idempotency && (await this.firstAnswer(userId, idempotency));
    if (earlier) return earlier;
    const job = await this.quote(userId, submission);
    const refusal = await this.refusalFor(job);
    if (!refusal) {
      const stored = await this.intake.store({ ...job, idempotency, traceparent });
      if (stored) return answerOf(stored.id, stored.createdAt, job);
    }
    // Another request with this key was faster: its answer is ours, even if its debit left too little for a second one.
    const winner = idempotency && (await this.firstAnswer(userId, idempotency));
    if (winner) return winner;
    throw refusal ?? new Error('A job was neither stored nor found by its idempotency key');
  }

  private modelFor({ model_name: name }: SubmitFields): ModelDescription {
    const { AVAILABLE_MODELS: models } = this.config;
    const model = name === undefined ? defaultModelOf(models) : models.find((candidate) => candidate.name === name);
    if (model) return model;
    const names = models.map((candidate) => candidate.name).join(', ');
    throw new Problem('unknown_model', `There is no model "${name}". Choose one of ${names}.`);
  }

  private async firstAnswer(userId: number, { key, bodyHash }: Idempotency): Promise<AcceptedJob | null> {
    const used = await findUsedKey(this.db, userId, key);
    if (!used) return null;
    if (!used.body_hash.equals(bodyHash)) throw new Problem('idempotency_conflict');
    return {
      id: used.id,
      model_name: used.model_name,
      status: 'PENDING',
      cost: used.cost,
      created_at: used.created_at.toISOString(),
      ...presentVerdict(JSON.parse(used.verdict), { valid: used.valid_rows, invalid: used.invalid_rows }),
      invalid_rows: firstOfInvalidRows(used.kept_invalid_rows),
    };
  }

  /** Reads and prices the data. Data without a valid row makes a job all the same, which fails at once and is free. */
  private async quote(userId: number, submission: Submission): Promise<Omit<NewJob, 'idempotency' | 'traceparent'>> {
    const { dataset, fields } = await this.read(submission);
    const model = this.modelFor(fields);
    const validRows = dataset.times.length;
    const title = submission.kind === 'file' ? titleOf(submission.name) : null;
    const common = { userId, modelName: model.name, title, dataset };
    if (validRows === 0) return { ...common, horizon: 0, cost: 0, error: describeNoValidRows(dataset.invalid) };
    return {
      ...common,
      horizon: checkedHorizon(dataset, model, fields.horizon),
      cost: priceCredits(validRows, this.config.COST_PER_ROW),
      error: null,
    };
  }

  private async read(submission: Submission): Promise<{ dataset: TaskResult['dataset']; fields: SubmitFields }> {
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

  private async refusalFor({ userId, cost }: { userId: number; cost: number }): Promise<Problem | null> {
    if (cost === 0) return null;
    const balance = await this.billing.balanceOf(userId);
    if (balance === null || balance >= cost) return null;
    return new Problem(
      'not_enough_credits',
      `Not enough credits: the forecast costs ${cost}, the balance is ${balance}. Top up and send the request again.`,
    );
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

function answerOf(
  id: number,
  createdAt: Date,
  { modelName, cost, dataset }: Pick<NewJob, 'modelName' | 'cost' | 'dataset'>,
): AcceptedJob {
  return {
    id,
    model_name: modelName,
    status: 'PENDING',
    cost,
    created_at: createdAt.toISOString(),
    ...presentVerdict(verdictOf(dataset), { valid: dataset.times.length, invalid: dataset.invalid.count }),
    invalid_rows: firstInvalidRows(dataset.invalid.kept),
  };
}

function describeNoValidRows({ count, faults }: InvalidRows): string {
  if (count === 0) return 'no_valid_rows: the data has no rows';
  const reasons = Object.entries(faults).map(([fault, rows]) => `${fault} ${rows}`);
  return `no_valid_rows: none of the ${count} rows is valid (${reasons.join(', ')})`;
}

/** A file's name as a title: on one line, not too long. */
const titleOf = (fileName: string) =>
  fileName
    .replace(/\p{Cc}/gu, '')
    .slice(0, 200)
    .trim() || 'file';
