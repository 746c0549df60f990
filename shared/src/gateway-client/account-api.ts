import Joi from 'joi';
import { addressOf } from './address.js';
import type { GatewayConnection, Session } from './gateway-connection.js';

const balanceAnswer = Joi.object<{ balance: number }>({ balance: Joi.number().integer().required() });

export const transactionTypes = ['DEPOSIT', 'PREDICTION_CHARGE', 'REFUND'] as const;
export type TransactionType = (typeof transactionTypes)[number];

export interface Transaction {
  id: number;
  /** Credits, negative for a charge. */
  amount: number;
  tx_type: TransactionType;
  reason: string;
  balance_after: number;
  /** ISO 8601, UTC. */
  created_at: string;
  job_id: number | null;
}

const transactionsAnswer = Joi.array<Transaction[]>().items(
  Joi.object<Transaction>({
    id: Joi.number().integer().required(),
    amount: Joi.number().integer().required(),
    tx_type: Joi.string()
      .valid(...transactionTypes)
      .required(),
    reason: Joi.string().allow('').required(),
    balance_after: Joi.number().integer().required(),
    created_at: Joi.string().isoDate().required(),
    job_id: Joi.number().integer().allow(null).required(),
  }),
);

export interface TopUp {
  amount: number;
  reason: string;
  /** The same for every sending of one form, so that none is booked twice. */
  idempotencyKey: string;
}

/** Which entries of a ledger. */
export interface TransactionsQuery {
  limit: number;
  /** Only entries with a smaller id. */
  before?: number | undefined;
  type?: TransactionType | undefined;
  jobId?: number | undefined;
  /** A day or a time (ISO 8601), included. */
  from?: string | undefined;
  /** Likewise, not included. */
  to?: string | undefined;
}

/** What a job has done to its owner's credits. */
export interface JobMoney {
  charge: Transaction | undefined;
  refund: Transaction | undefined;
  /** As it is now. */
  balance: number;
}

/** A charge, its refund, and room for corrections. */
const mostEntriesOfJob = 10;

/** Money: one's own, and for administrators that of the user with this id. */
export class AccountApi {
  constructor(private readonly gateway: GatewayConnection) {}

  async balance(session: Session, userId?: number): Promise<number> {
    const path = `${accountOf(userId)}/balance`;
    return (await this.gateway.call(session, { path, answer: balanceAnswer })).balance;
  }

  /** Answers the balance after it. */
  async topUp(session: Session, { amount, reason, idempotencyKey }: TopUp, userId?: number): Promise<number> {
    const answer = await this.gateway.call(session, {
      method: 'POST',
      path: `${accountOf(userId)}/top-up`,
      body: reason === '' ? { amount } : { amount, reason },
      headers: { 'idempotency-key': idempotencyKey },
      answer: balanceAnswer,
    });
    return answer.balance;
  }

  /** Newest first. */
  transactions(session: Session, query: TransactionsQuery, userId?: number): Promise<Transaction[]> {
    const { jobId, ...others } = query;
    const path = addressOf(`${accountOf(userId)}/transactions`, { ...others, job_id: jobId });
    return this.gateway.call(session, { path, answer: transactionsAnswer });
  }

  async moneyOfJob(session: Session, jobId: number): Promise<JobMoney> {
    const [entries, balance] = await Promise.all([
      this.transactions(session, { limit: mostEntriesOfJob, jobId }),
      this.balance(session),
    ]);
    const entryOf = (type: TransactionType) => entries.find(({ tx_type }) => tx_type === type);
    return { charge: entryOf('PREDICTION_CHARGE'), refund: entryOf('REFUND'), balance };
  }
}

const accountOf = (userId: number | undefined) => (userId === undefined ? '/api/account' : `/api/account/${userId}`);
