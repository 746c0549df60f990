import Joi from 'joi';
import type { DateOrder, DecimalSign } from '../dataset/reading-options.js';
import type { PublicStatus } from '../saga/saga.rules.js';
import { count, invalidRows, modelName, verdict } from './answer.schemas.js';

const maxId = Number.MAX_SAFE_INTEGER;
const maxHorizon = 2_147_483_647;

const askedModel = () => Joi.string().max(100).empty(Joi.valid(null, ''));
const horizon = () => Joi.number().integer().min(1).max(maxHorizon).empty(Joi.valid(null, ''));

/** What a submit says beside its data. */
export interface SubmitFields {
  /** Left out: the default model. */
  model_name?: string;
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
  model_name: askedModel(),
  // Its rows are checked one by one, by rules of their own.
  data: Joi.any().required(),
  horizon: horizon(),
  decimal: decimal(),
  date_order: dateOrder(),
}).required();

export const formBody = Joi.object<SubmitFields>({
  model_name: askedModel(),
  horizon: horizon(),
  decimal: decimal(),
  date_order: dateOrder(),
});

export interface HistoryQuery {
  limit: number;
  /** Only jobs older than the one with this id. */
  before: number;
  status?: PublicStatus;
}

const knownStatus = () => Joi.string().valid('PENDING', 'OK', 'ERROR');

export const historyQuery = Joi.object<HistoryQuery>({
  limit: Joi.number().integer().min(1).max(1000).default(100),
  before: Joi.number().integer().min(1).max(maxId).default(maxId),
  status: knownStatus(),
});

export const userIdParams = Joi.object<{ user_id: number }>({
  user_id: Joi.number().integer().min(1).max(maxId).required(),
});

export const idempotencyHeader = Joi.object<{ 'Idempotency-Key'?: string }>({
  'Idempotency-Key': Joi.string()
    .pattern(/^[\x21-\x7e]{1,255}$/)
    .messages({ '*': 'Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces' }),
});

const id = () => Joi.number().integer().min(1).required();
const time = () => Joi.string().isoDate().required();
const status = () => knownStatus().required();
export const stage = () =>
  Joi.string()
    .valid('paying', 'computing', 'done')
    .required()
    .description('What is being done for the job; `done` once its status is OK or ERROR');
export const times = () => Joi.array().items(Joi.string().isoDate()).required();
export const numbers = () => Joi.array().items(Joi.number()).required();
const rows = () => Joi.object({ valid: count(), invalid: count() }).required();
const measure = () => Joi.number().allow(null);
const errors = {
  smape: measure().description('Symmetric mean absolute percentage error, 0 to 200'),
  mase: measure().description('Mean absolute error in units of the in-sample error of the seasonal naive method'),
  rmse: measure().description('Root mean square error, in the unit of the prices'),
  coverage_80: measure().description('Share of the window inside the 80 % interval, 0 to 1'),
};
/** Backtest of the model on the end of the series. */
export const metrics = () =>
  Joi.object({
    method: Joi.string().description('What was fitted, such as `ETS(A,Ad,M)`'),
    frequency: Joi.string().allow(null).description('The calendar of the series; null when it has none'),
    seasonal_periods: Joi.array().items(Joi.number().integer()).description('Points in each confirmed season'),
    window: Joi.number()
      .integer()
      .allow(null)
      .description(
        'Last points of the series that were forecast from those before them; null, with all errors, when it is too short',
      ),
    ...errors,
    naive: Joi.object(errors).unknown().allow(null).description('The naive method on the same window'),
    skill: measure().description('1 - error / error of the naive method: above 0 is better than naive'),
  }).unknown();
const bounds = () => Joi.object({ lower: numbers(), upper: numbers() }).required();
export const intervals = () => Joi.object({ 80: bounds(), 95: bounds() }).allow(null).required();

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
  stage: stage(),
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
  timestamps: times(),
  intervals: intervals(),
  metrics: metrics().allow(null).required(),
  ...verdict(),
});
