import { Counter, metricsRegistry, type Registry } from '@coincast/shared/observability';
import { Inject, Injectable } from '@nestjs/common';
import type { Settlement } from './wallet.rules.js';

export type WalletOperation = 'deposit' | 'debit' | 'refund';

/**
 * `done`: credits moved. `repeated`: asked again, answered as the first time. `rejected`: refused. `nothing`: a refund of
 * a job that was never charged.
 */
export type OperationOutcome = 'done' | 'repeated' | 'rejected' | 'nothing';

/** Counts what is done to wallets. Welcome credits come with the opening of a wallet and are no operation. */
@Injectable()
export class WalletMetrics {
  private readonly operations: Counter<'operation' | 'outcome'>;

  constructor(@Inject(metricsRegistry) registry: Registry) {
    this.operations = new Counter({
      name: 'coincast_wallet_operations_total',
      help: 'Operations on wallets, by operation and outcome: done, repeated, rejected, or nothing to give back.',
      labelNames: ['operation', 'outcome'],
      registers: [registry],
    });
  }

  count(operation: WalletOperation, outcome: OperationOutcome, times = 1): void {
    if (times > 0) this.operations.inc({ operation, outcome }, times);
  }

  /** Counts a batch that is committed. */
  settled({ outcomes, entries }: Settlement): void {
    const answers = { debited: 0, rejected: 0, refunded: 0, empty: 0 };
    for (const outcome of outcomes) {
      if (outcome.kind === 'refunded') answers[outcome.amount > 0 ? 'refunded' : 'empty']++;
      else if (outcome.kind !== 'fault') answers[outcome.kind]++;
    }
    const debits = entries.filter(({ txType }) => txType === 'PREDICTION_CHARGE').length;
    const refunds = entries.length - debits;
    this.count('debit', 'done', debits);
    this.count('debit', 'repeated', answers.debited - debits);
    this.count('debit', 'rejected', answers.rejected);
    this.count('refund', 'done', refunds);
    this.count('refund', 'repeated', answers.refunded - refunds);
    this.count('refund', 'nothing', answers.empty);
  }
}
