import Joi from 'joi';
import { instant } from './instant.schema.js';
import type { TxType } from './wallet.rules.js';

const maxTopUp = 1_000_000_000;
const maxInteger = Number.MAX_SAFE_INTEGER;

export interface TopUpBody {
  /** Credits, 1..1,000,000,000. */
  amount: number;
  reason: string;
}

/** JSON types are taken as they are: `"100"` is text and refused, with a sentence that says so. */
export const topUpBody = Joi.object<TopUpBody>({
  amount: Joi.number()
    .strict()
    .integer()
    .min(1)
    .max(maxTopUp)
    .required()
    .messages({
      '*': 'amount must be a whole number of credits from 1 to 1,000,000,000, as a JSON number and not as text',
    })
    .example(100),
  reason: Joi.string()
    .strict()
    .max(200)
    .pattern(/^\P{Cc}*$/u)
    .empty(Joi.valid('', null))
    .default('Manual top-up')
    .messages({ '*': 'reason must be text of at most 200 characters on one line' })
    .example('Card payment'),
}).required();

/** A header's value: 1..255 visible ASCII characters. */
export const idempotencyHeader = Joi.object<{ 'Idempotency-Key'?: string }>({
  'Idempotency-Key': Joi.string()
    .pattern(/^[\x21-\x7e]{1,255}$/)
    .messages({ '*': 'Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces' }),
});

const positiveId = () => Joi.number().integer().min(1).max(maxInteger).required();
const txType = () => Joi.string().valid('DEPOSIT', 'PREDICTION_CHARGE', 'REFUND');

export interface TransactionsQuery {
  limit: number;
  /** Only entries with a smaller id. */
  before: number;
  type?: TxType;
  job_id?: number;
  /** Only entries from this time on, ISO 8601. */
  from?: string;
  /** Only entries from before this time, ISO 8601. */
  to?: string;
}

export const transactionsQuery = Joi.object<TransactionsQuery>({
  limit: Joi.number().integer().min(1).max(1000).default(100),
  before: Joi.number().integer().min(1).max(maxInteger).default(maxInteger),
  type: txType(),
  job_id: positiveId().optional(),
  from: instant('from'),
  to: instant('to'),
});

export const userIdParams = Joi.object<{ user_id: number }>({ user_id: positiveId() });

export interface BalancesBody {
  user_ids: number[];
}

export const balancesBody = Joi.object<BalancesBody>({
  user_ids: Joi.array().items(positiveId().optional().strict()).max(1000).required(),
}).required();

export interface BalanceAnswer {
  /** Credits. */
  balance: number;
}

export const balanceAnswer = Joi.object<BalanceAnswer>({
  balance: Joi.number().integer().min(0).max(maxInteger).required().example(1200),
});

/** A ledger entry as clients see it. */
export interface TransactionAnswer {
  id: number;
  /** Credits, signed: a charge is negative. */
  amount: number;
  tx_type: TxType;
  reason: string;
  balance_after: number;
  created_at: Date;
  /** The job that was charged or refunded. */
  job_id: number | null;
}

export const transactionAnswer = Joi.object<TransactionAnswer>({
  id: positiveId().example(42),
  amount: Joi.number().integer().required().example(-30),
  tx_type: txType().required().example('PREDICTION_CHARGE'),
  reason: Joi.string().required().example('Prediction job 17'),
  balance_after: Joi.number().integer().min(0).required().example(1170),
  created_at: Joi.date().iso().required(),
  job_id: positiveId().allow(null).example(17),
});
