import { debited, debitRejected, refunded } from '@coincast/shared/contracts';
import { type Db, database } from '@coincast/shared/database';
import { MalformedEventError, OutboxRelay, type SerializedEvent, serializeEvent } from '@coincast/shared/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { ChargeRepository, isSettledElsewhere } from './charge.repository.js';
import { WalletMetrics } from './wallet.metrics.js';
import { type Answer, type ChargeRequest, type Fault, type Settlement, settle } from './wallet.rules.js';
import { WalletService } from './wallet.service.js';

/** A request with the trace that it belongs to. */
export type TracedRequest = ChargeRequest & { traceparent?: string | undefined };

/** Either of two surprises takes one more attempt: a wallet that was not open, a job settled by another process. */
const maxAttempts = 4;

interface Attempt {
  missing: number[];
  settlement?: Settlement;
}

/** Charges and refunds jobs. */
@Injectable()
export class ChargeService {
  constructor(
    @Inject(database) private readonly db: Db,
    private readonly charges: ChargeRepository,
    private readonly wallets: WalletService,
    private readonly relay: OutboxRelay,
    private readonly metrics: WalletMetrics,
  ) {}

  /**
   * Settles a batch in one transaction and answers each request with an event of its own.
   * @throws MalformedEventError, with nothing changed, when any request contradicts what is known of its job.
   */
  async settle(requests: readonly TracedRequest[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        const { missing, settlement } = await this.db.transaction((trx) => this.attempt(trx, requests, attempt > 1));
        if (settlement) {
          this.metrics.settled(settlement);
          break;
        }
        if (attempt === maxAttempts) throw new Error(`Wallets of users ${missing.join(', ')} cannot be opened`);
        // Not under the locks of the attempt: opening waits for others who open, and they may wait for those locks.
        await this.wallets.open(missing);
      } catch (error) {
        if (!isSettledElsewhere(error) || attempt === maxAttempts) throw error;
      }
    }
    this.relay.wake();
  }

  /** Settles the batch, or answers which wallets must be opened first. */
  private async attempt(trx: Db, requests: readonly TracedRequest[], again: boolean): Promise<Attempt> {
    const userIds = [...new Set(requests.map(({ userId }) => userId))];
    const jobIds = [...new Set(requests.map(({ jobId }) => jobId))];
    let book = await this.charges.lockBook(trx, userIds, jobIds);
    // With the locks held, a second look sees whatever others committed while the first waited; a batch seldom meets
    // its jobs elsewhere, so the first attempt saves itself that.
    if (again) book = await this.charges.lockBook(trx, userIds, jobIds);
    const missing = userIds.filter((userId) => !book.balances.has(userId));
    if (missing.length > 0) return { missing };
    const settlement = settle(book, requests);
    await this.charges.write(trx, settlement, answers(requests, settlement.outcomes));
    return { missing, settlement };
  }
}

function answers(requests: readonly TracedRequest[], outcomes: readonly (Answer | Fault)[]): SerializedEvent[] {
  return requests.map((request, i) => {
    const outcome = outcomes[i];
    if (!outcome) throw new RangeError(`Request ${i} has no outcome`);
    if (outcome.kind === 'fault') throw new MalformedEventError(outcome.message);
    return answerEvent(request, outcome);
  });
}

function answerEvent({ jobId, userId, traceparent }: TracedRequest, answer: Answer): SerializedEvent {
  const about = { job_id: jobId, user_id: userId };
  const context = { source: '/billing-service', subject: jobId, traceparent };
  switch (answer.kind) {
    case 'debited':
      return serializeEvent(debited, { ...about, balance: answer.balance }, context);
    case 'rejected':
      return serializeEvent(debitRejected, { ...about, reason: answer.reason }, context);
    case 'refunded':
      return serializeEvent(refunded, { ...about, amount: answer.amount }, context);
  }
}
