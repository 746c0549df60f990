import { createHash } from 'node:crypto';
import { Batcher, BatcherFullError } from '@coincast/shared/batching';
import { type Db, database } from '@coincast/shared/database';
import { Problem } from '@coincast/shared/http';
import { OutboxRelay } from '@coincast/shared/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { type BillingConfig, billingConfig } from '../config.js';
import { type IdempotencyKey, LedgerRepository } from './ledger.repository.js';
import { WalletMetrics } from './wallet.metrics.js';
import type { BalanceAnswer, TopUpBody, TransactionAnswer, TransactionsQuery } from './wallet.schemas.js';

export interface TopUp extends TopUpBody {
  /** Whose wallet. */
  userId: number;
  /** Who asks; idempotency keys are theirs. */
  callerId: number;
  idempotencyKey?: string | undefined;
  traceparent?: string | undefined;
}

/** Reads balances and the ledger, and tops wallets up. A wallet that does not exist is opened at its first touch. */
@Injectable()
export class WalletService {
  private readonly reads = new Batcher<number, number>((userIds) => this.balancesInOrder(userIds), {
    maxSize: 500,
    maxWaiting: 20_000,
  });

  constructor(
    @Inject(database) private readonly db: Db,
    @Inject(billingConfig) private readonly config: BillingConfig,
    private readonly ledger: LedgerRepository,
    private readonly relay: OutboxRelay,
    private readonly metrics: WalletMetrics,
  ) {}

  /** Opens the wallets that do not exist yet; harmless for those that do. */
  async open(userIds: readonly number[]): Promise<void> {
    await this.ledger.openWallets(this.db, userIds, this.config.WELCOME_CREDITS);
  }

  /** Credits in one wallet. Reads that come at the same time share a statement. */
  async balance(userId: number): Promise<number> {
    try {
      return await this.reads.add(userId);
    } catch (error) {
      throw error instanceof BatcherFullError ? new Problem('unavailable') : error;
    }
  }

  /** Credits by user id, for each of the given users. */
  async balances(userIds: readonly number[]): Promise<Map<number, number>> {
    const balances = await this.ledger.balances(this.db, userIds);
    const missing = userIds.filter((userId) => !balances.has(userId));
    if (missing.length === 0) return balances;
    await this.open(missing);
    return this.ledger.balances(this.db, userIds);
  }

  private async balancesInOrder(userIds: number[]): Promise<number[]> {
    const balances = await this.balances([...new Set(userIds)]);
    return userIds.map((userId) => balances.get(userId) ?? 0);
  }

  /**
   * Puts credits into a wallet, once for each idempotency key of the caller.
   * @throws Problem `balance_limit`, `idempotency_conflict`.
   */
  async topUp(topUp: TopUp): Promise<BalanceAnswer> {
    try {
      const balance = (await this.deposit(topUp)) ?? (await this.openAndDeposit(topUp));
      this.relay.wake();
      return { balance };
    } catch (error) {
      const refusal = isBalanceLimit(error) ? new Problem('balance_limit') : error;
      if (refusal instanceof Problem) this.metrics.count('deposit', 'rejected');
      throw refusal;
    }
  }

  private async openAndDeposit(topUp: TopUp): Promise<number> {
    await this.open([topUp.userId]);
    const balance = await this.deposit(topUp);
    if (balance === undefined) throw new Error(`The wallet of user ${topUp.userId} cannot be opened`);
    return balance;
  }

  /** The balance after the deposit, the first one's when it is a repetition; undefined: there is no wallet yet. */
  private async deposit(topUp: TopUp): Promise<number | undefined> {
    if (topUp.idempotencyKey === undefined) return this.counted('done', await this.ledger.deposit(this.db, topUp));
    const key: IdempotencyKey = {
      callerId: topUp.callerId,
      key: topUp.idempotencyKey,
      bodyHash: hashOf(topUp),
    };
    const balance = await this.ledger.depositOnce(this.db, topUp, key);
    if (balance !== undefined) return this.counted('done', balance);
    const first = await this.ledger.rememberedAnswer(this.db, key);
    if (first && !first.bodyHash.equals(key.bodyHash)) throw new Problem('idempotency_conflict');
    return this.counted('repeated', first?.balance);
  }

  private counted(outcome: 'done' | 'repeated', balance: number | undefined): number | undefined {
    if (balance !== undefined) this.metrics.count('deposit', outcome);
    return balance;
  }

  /** Ledger entries of one wallet, newest first. */
  async transactions(userId: number, query: TransactionsQuery): Promise<TransactionAnswer[]> {
    const entries = await this.knownTransactions(userId, query);
    if (entries.length > 0 || this.config.WELCOME_CREDITS === 0) return entries;
    await this.open([userId]);
    return this.knownTransactions(userId, query);
  }

  /** For whoever looks at the wallet of another: 0 where there is none, and none is opened. */
  async knownBalance(userId: number): Promise<number> {
    return (await this.ledger.balances(this.db, [userId])).get(userId) ?? 0;
  }

  /** Likewise: no entries where there is no wallet. */
  knownTransactions(userId: number, query: TransactionsQuery): Promise<TransactionAnswer[]> {
    return this.ledger.transactions(this.db, userId, query);
  }
}

const hashOf = ({ userId, amount, reason }: TopUp) =>
  createHash('sha256')
    .update(JSON.stringify(['top-up', userId, amount, reason]))
    .digest();

const isBalanceLimit = (error: unknown) =>
  error instanceof Error && 'constraint' in error && error.constraint === 'wallets_balance_range';
