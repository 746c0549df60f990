import { randomUUID } from 'node:crypto';
import { ApiRefusal, type Transaction } from '@coincast/shared/gateway-client';
import { parseCredits } from '@coincast/shared/wording/credit-amount.rules';
import Joi from 'joi';
import { optionalText, readForm } from '../http/forms.js';
import type { Texts } from '../i18n/texts.js';

export const suggestedCredits = [1_000, 5_000, 10_000];

/** How long after a top-up its address still says that it was done. */
const freshMs = 10 * 60_000;

const fields = {
  preset: optionalText(),
  amount: optionalText(),
  reason: Joi.string()
    .allow('')
    .trim()
    .max(200)
    .pattern(/^\P{Cc}*$/u),
  key: Joi.string().guid().required(),
};

/** A form that adds credits, as it is shown. */
export interface TopUpForm {
  amount: string;
  preset: number;
  reason: string;
  faults: { amount?: string | undefined; reason?: string | undefined };
  /** Stays the same while one form is sent again and again, so that it is booked once. */
  key: string;
}

export function emptyTopUp(amount: string): TopUpForm {
  return { amount, preset: amount === '' ? 1_000 : 0, reason: '', faults: {}, key: randomUUID() };
}

/** Reads what was sent; `topUp` is there when all of it can be booked. */
export function readTopUp(body: unknown, { faults: words }: Texts, { isReasonRequired = false } = {}) {
  const { values, faults } = readForm(fields, body);
  const amount = parseCredits(values.amount.trim() === '' ? values.preset : values.amount);
  const form: TopUpForm = {
    amount: values.amount,
    preset: suggestedCredits.find((credits) => String(credits) === values.preset) ?? 0,
    reason: values.reason,
    faults: {},
    key: faults.has('key') ? randomUUID() : values.key,
  };
  if (amount === undefined) form.faults.amount = words.amount;
  if (faults.has('reason')) form.faults.reason = words.reason;
  else if (isReasonRequired && values.reason === '') form.faults.reason = words.reasonMissing;
  const isRight = amount !== undefined && form.faults.reason === undefined;
  return { form, topUp: isRight ? { amount, reason: values.reason, idempotencyKey: form.key } : undefined };
}

/**
 * The form with what the API has against it beside the amount.
 * @throws what it says that is no fault of the form.
 */
export function refusedTopUp(error: unknown, form: TopUpForm, { faults }: Texts): { form: TopUpForm; status: number } {
  const code = error instanceof ApiRefusal ? error.problem.code : '';
  if (code === 'balance_limit') return { form: { ...form, faults: { amount: faults.balanceLimit } }, status: 422 };
  if (code === 'idempotency_conflict') {
    return { form: { ...form, key: randomUUID(), faults: { amount: faults.idempotency } }, status: 409 };
  }
  throw error;
}

/** An address can say anything; only what the ledger confirms is shown as done. */
export function addedJustNow(added: unknown, entries: readonly Transaction[]): number | undefined {
  const isIt = ({ tx_type, amount, created_at }: Transaction) =>
    tx_type === 'DEPOSIT' && String(amount) === added && Date.now() - Date.parse(created_at) < freshMs;
  return entries.find(isIt)?.amount;
}
