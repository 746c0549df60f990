import Joi from 'joi';
import type { DateOrder, DecimalSign } from '../dataset/reading-options.js';

const maxId = Number.MAX_SAFE_INTEGER;
const maxHorizon = 2_147_483_647;

const modelName = () => Joi.string().max(100).required();
const horizon = () => Joi.number().integer().min(1).max(maxHorizon).empty(Joi.valid(null, ''));

/** What a submit says beside its data. */
export interface SubmitFields {
  model_name: string;
  horizon?: number;
  decimal?: DecimalSign;
  date_order?: DateOrder;
}

export interface JsonBody extends SubmitFields {
  data: unknown;
}

const decimal = () =>
  Joi.string()
    .valid('.', ',')
    .empty(Joi.valid(null, ''))
    .messages({ 'any.only': 'decimal must be . or , (the decimal sign of the prices)' });
const dateOrder = () =>
  Joi.string()
    .lowercase()
    .valid('dmy', 'mdy')
    .empty(Joi.valid(null, ''))
    .messages({ 'any.only': 'date_order must be dmy (day first) or mdy (month first)' });

export const jsonBody = Joi.object<JsonBody>({
  model_name: modelName(),
  // Its rows are checked one by one, by rules of their own.
  data: Joi.any().required(),
  horizon: horizon(),
  decimal: decimal(),
  date_order: dateOrder(),
}).required();

export const formBody = Joi.object<SubmitFields>({
  model_name: modelName(),
  horizon: horizon(),
  decimal: decimal(),
  date_order: dateOrder(),
});

export interface Page {
  limit: number;
  /** Only jobs older than the one with this id. */
  before: number;
}

export const page = Joi.object<Page>({
  limit: Joi.number().integer().min(1).max(1000).default(100),
  before: Joi.number().integer().min(1).max(maxId).default(maxId),
});

export const idempotencyHeader = Joi.object<{ 'Idempotency-Key'?: string }>({
  'Idempotency-Key': Joi.string()
    .pattern(/^[\x21-\x7e]{1,255}$/)
    .messages({ '*': 'Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces' }),
});

const id = () => Joi.number().integer().min(1).required();
const count = () => Joi.number().integer().min(0).required();
const time = () => Joi.string().isoDate().required();
const status = () => Joi.string().valid('PENDING', 'OK', 'ERROR').required();
const numbers = () => Joi.array().items(Joi.number()).required();
const rows = () => Joi.object({ valid: count(), invalid: count() }).required();
const columnName = () => Joi.string().allow(null).required();
const invalidRows = () =>
  Joi.array()
    .items(Joi.array().items(Joi.number().integer(), Joi.object({ _error: Joi.string() }).unknown()))
    .required();
/** What was made of the data. */
const verdict = () => ({
  rows: Joi.object({ valid: count(), invalid: count(), duplicates: count() }).required(),
  format: Joi.string().valid('csv', 'tsv', 'json', 'ndjson', 'xlsx', 'parquet').required(),
  encoding: Joi.string().allow(null).required(),
  columns: Joi.object({ time: columnName(), price: columnName() }).required(),
  warnings: Joi.array()
    .items(Joi.object({ code: Joi.string().required(), message: Joi.string().required(), example: Joi.string() }))
    .required(),
});
const bounds = () => Joi.object({ lower: numbers(), upper: numbers() }).required();

/** The answers, for the documentation of the API. */
export const acceptedJob = Joi.object({
  id: id(),
  model_name: modelName(),
  status: Joi.string().valid('PENDING').required(),
  cost: count(),
  created_at: time(),
  ...verdict(),
  invalid_rows: invalidRows(),
});

export const listedJob = Joi.object({
  id: id(),
  model_name: modelName(),
  cost: count(),
  created_at: time(),
  status: status(),
  finished_at: time().allow(null),
  title: Joi.string().allow(null).required(),
  rows: rows(),
  horizon: count(),
  error: Joi.string().allow(null).required(),
});

export const wholeJob = Joi.object({
  id: id(),
  model_name: modelName(),
  status: status(),
  predictions: numbers(),
  valid_input: Joi.array()
    .items(Joi.object({ timestamp: time(), price: Joi.number().required() }))
    .required(),
  invalid_rows: invalidRows(),
  cost: count(),
  created_at: time(),
  finished_at: time().allow(null),
  error: Joi.string().allow(null).required(),
  horizon: count(),
  timestamps: Joi.array().items(Joi.string().isoDate()).required(),
  intervals: Joi.object({ 80: bounds(), 95: bounds() }).allow(null).required(),
  metrics: Joi.object().unknown().allow(null).required(),
  ...verdict(),
});
