import {
  type TransactionsQuery,
  type TransactionType,
  transactionTypes,
} from '@coincast/shared/gateway-client/account-api';
import { addressOf } from '@coincast/shared/gateway-client/address';
import Joi from 'joi';
import { idOf } from './id-of.js';

/** Which entries of a ledger are shown. Days are UTC, both included. */
export interface TransactionFilter {
  type?: TransactionType;
  job?: number;
  /** `2026-11-24` */
  from?: string;
  to?: string;
}

type FilterField = 'type' | 'job' | 'from' | 'to';

export interface ReadFilter {
  /** What could be understood. */
  filter: TransactionFilter;
  /** The days as given. */
  typed: { from: string; to: string };
  /** Fields that could not be understood; `order`: the last day is before the first. */
  faults: Set<FilterField | 'order'>;
}

const dayMs = 24 * 3_600_000;
const iso = /^[1-9]\d{3}-\d{2}-\d{2}$/;

const day = () =>
  Joi.string().custom((text: string, helpers) => {
    // Date rolls 30 February over into March; after the last day of 9999 there is none that ISO 8601 writes plainly.
    return iso.test(text) && isoDay(Date.parse(text)) === text && iso.test(dayAfter(text))
      ? text
      : helpers.error('any.invalid');
  });

const fields: Record<FilterField, Joi.Schema> = {
  type: Joi.string().valid(...transactionTypes),
  job: Joi.string().custom((text: string, { error }) => idOf(text) ?? error('any.invalid')),
  from: day(),
  to: day(),
};

/** Reads the filter in the query of an address; what is empty counts as left out. */
export function readTransactionFilter(query: Record<string, unknown>): ReadFilter {
  const faults: ReadFilter['faults'] = new Set();
  const names: FilterField[] = ['type', 'job', 'from', 'to'];
  const understood = names.flatMap((name) => {
    const given = query[name] ?? '';
    if (given === '') return [];
    const { value, error } = fields[name].validate(given);
    if (error) faults.add(name);
    return error ? [] : [[name, value] as const];
  });
  const filter: TransactionFilter = Object.fromEntries(understood);
  if (filter.from !== undefined && filter.to !== undefined && filter.to < filter.from) faults.add('order');
  return { filter, typed: { from: textOf(query['from']), to: textOf(query['to']) }, faults };
}

/** The same filter as the API takes it, whose end is not included. */
export function asQuery({ type, job, from, to }: TransactionFilter): Omit<TransactionsQuery, 'limit'> {
  return { type, jobId: job, from, to: to === undefined ? undefined : dayAfter(to) };
}

/** The address of these entries. */
export function filterAddress(path: string, { type, job, from, to }: TransactionFilter, before?: number): string {
  return addressOf(path, { type, job, from, to, before });
}

/** The first of the last so many days, today included. */
export function firstOfLastDays(count: number, nowMs: number): string {
  return isoDay(nowMs - (count - 1) * dayMs);
}

const dayAfter = (text: string) => isoDay(Date.parse(text) + dayMs);

function isoDay(timeMs: number): string {
  return Number.isNaN(timeMs) ? '' : (new Date(timeMs).toISOString().split('T')[0] ?? '');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 40) : '';
}
