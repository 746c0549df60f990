import Joi from 'joi';
import { defineEvent } from './define-event.js';
import { credits, id, reasonCode } from './fields.js';

export interface DebitRequested {
  job_id: number;
  user_id: number;
  /** Credits, at least 1. */
  amount: number;
}

export interface Debited {
  job_id: number;
  user_id: number;
  /** Credits left in the wallet after the debit. */
  balance: number;
}

export interface DebitRejected {
  job_id: number;
  user_id: number;
  /** `not_enough_credits`, or `voided` when a refund came before its debit. */
  reason: 'not_enough_credits' | 'voided';
}

export interface RefundRequested {
  job_id: number;
  user_id: number;
  /** The error that the job ended with. */
  reason: string;
}

export interface Refunded {
  job_id: number;
  user_id: number;
  /** Credits given back; 0 when nothing had been debited. */
  amount: number;
}

export interface Deposited {
  user_id: number;
  /** Credits put in, at least 1. */
  amount: number;
  /** Credits in the wallet after the deposit. */
  balance: number;
}

export const debitRequested = defineEvent<DebitRequested>({
  type: 'credits.debit.requested',
  version: 1,
  description: 'A job asks for its price; asking again is harmless.',
  schema: Joi.object({ job_id: id(), user_id: id(), amount: id() }),
});

export const debited = defineEvent<Debited>({
  type: 'credits.debited',
  version: 1,
  description: 'The price of the job has been taken from the wallet, once.',
  schema: Joi.object({ job_id: id(), user_id: id(), balance: credits() }),
});

export const debitRejected = defineEvent<DebitRejected>({
  type: 'credits.debit.rejected',
  version: 1,
  description: 'The job is not paid and never will be.',
  schema: Joi.object({
    job_id: id(),
    user_id: id(),
    reason: Joi.string().valid('not_enough_credits', 'voided').required(),
  }),
});

export const refundRequested = defineEvent<RefundRequested>({
  type: 'credits.refund.requested',
  version: 1,
  description: 'A job has failed after its debit was requested; whatever was taken goes back.',
  schema: Joi.object({ job_id: id(), user_id: id(), reason: reasonCode() }),
});

export const refunded = defineEvent<Refunded>({
  type: 'credits.refunded',
  version: 1,
  description: 'The failed job costs nothing now, and no later debit of it can succeed.',
  schema: Joi.object({ job_id: id(), user_id: id(), amount: credits() }),
});

export const deposited = defineEvent<Deposited>({
  type: 'credits.deposited',
  version: 1,
  description: 'A wallet was topped up.',
  schema: Joi.object({ user_id: id(), amount: id(), balance: credits() }),
});
