import { type Db, database } from '@coincast/shared/database';
import { Problem } from '@coincast/shared/http';
import { Inject, Injectable } from '@nestjs/common';
import { BillingClient } from '../billing-client/billing.client.js';
import { findUsedKey } from '../idempotency/idempotency.repository.js';
import { hashSubmission } from '../idempotency/request-hash.js';
import { missingCredits } from '../pricing/pricing.rules.js';
import { type Quote, QuoteService } from '../quote/quote.service.js';
import { JobIntake, type NewJob, type StoredJob } from './job.intake.js';
import type { Submission } from './submission.js';
import { firstOfInvalidRows, type PresentedDataset, presentDataset, presentVerdict } from './verdict.js';

export interface SubmitRequest {
  userId: number;
  submission: Submission;
  idempotencyKey: string | undefined;
  traceparent: string | undefined;
}

/** The answer to a submit. */
export interface AcceptedJob extends PresentedDataset {
  id: number;
  model_name: string;
  status: 'PENDING';
  /** Credits, as quoted. */
  cost: number;
  created_at: string;
}

type Idempotency = NonNullable<NewJob['idempotency']>;

/** Takes a series in: has it quoted, and stores the job whose payment begins the saga. */
@Injectable()
export class SubmitService {
  constructor(
    @Inject(database) private readonly db: Db,
    private readonly quotes: QuoteService,
    private readonly billing: BillingClient,
    private readonly intake: JobIntake,
  ) {}

  /** @throws Problem when the request is not valid, its key was used otherwise, or the balance is known to be too low. */
  async submit({ userId, submission, idempotencyKey, traceparent }: SubmitRequest): Promise<AcceptedJob> {
    const idempotency = idempotencyKey ? { key: idempotencyKey, bodyHash: hashSubmission(submission) } : null;
    const earlier = idempotency && (await this.firstAnswer(userId, idempotency));
    if (earlier) return earlier;
    const quote = await this.quotes.quote(submission);
    const refusal = await this.refusalFor(userId, quote, traceparent);
    if (!refusal) {
      const title = submission.kind === 'file' ? titleOf(submission.name) : null;
      const stored = await this.intake.store({ ...quote, userId, title, idempotency, traceparent });
      if (stored) return answerOf(stored, quote);
    }
    // Another request with this key was faster: its answer is ours, even if its debit left too little for a second one.
    const winner = idempotency && (await this.firstAnswer(userId, idempotency));
    if (winner) return winner;
    throw refusal ?? new Error('A job was neither stored nor found by its idempotency key');
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

  private async refusalFor(userId: number, { cost }: Quote, traceparent?: string): Promise<Problem | null> {
    if (cost === 0) return null;
    const balance = await this.billing.balanceOf(userId, traceparent);
    if (!missingCredits(cost, balance)) return null;
    return new Problem(
      'not_enough_credits',
      `Not enough credits: the forecast costs ${cost}, the balance is ${balance}. Top up and send the request again.`,
    );
  }
}

function answerOf({ id, createdAt }: StoredJob, { modelName, cost, dataset }: Quote): AcceptedJob {
  return {
    id,
    model_name: modelName,
    status: 'PENDING',
    cost,
    created_at: createdAt.toISOString(),
    ...presentDataset(dataset),
  };
}

/** A file's name as a title: on one line, not too long. */
const titleOf = (fileName: string) =>
  fileName
    .replace(/\p{Cc}/gu, '')
    .slice(0, 200)
    .trim() || 'file';
