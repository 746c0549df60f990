import Joi from 'joi';
import { defineEvent } from './define-event.js';
import { id, reasonCode } from './fields.js';

/** Base64 of little-endian Float64. Times are epoch milliseconds, UTC. */
type Column = string;

export type SeriesPayload =
  | { kind: 'inline'; times: Column; values: Column }
  /** `path` on prediction-service's internal HTTP: GET answers the columns times, values. */
  | { kind: 'reference'; path: string };

export interface IntervalColumns {
  lower: Column;
  upper: Column;
}

export type ForecastPayload =
  | {
      kind: 'inline';
      times: Column;
      values: Column;
      /** By coverage in percent; null when the model has none. */
      intervals: { 80: IntervalColumns; 95: IntervalColumns } | null;
    }
  /** The worker has PUT the columns to prediction-service before it sent this. */
  | { kind: 'reference' };

export interface InferenceRequested {
  job_id: number;
  model_name: string;
  /** Points to forecast. */
  horizon: number;
  series: SeriesPayload;
}

export interface InferenceCompleted {
  job_id: number;
  forecast: ForecastPayload;
  /** Backtest of the model; null when it has none. */
  metrics: Record<string, unknown> | null;
  warnings: ForecastWarning[];
}

/** What the reader of a forecast should know of its series or its making. */
export interface ForecastWarning {
  /** Stable, for programs and translations: `too_short`, `outliers`, ... */
  code: string;
  /** A sentence in English. */
  message: string;
}

export interface InferenceFailed {
  job_id: number;
  /** Stable code: `model_timeout`, `model_memory`, `model_failed`, ... */
  reason: string;
  detail: string;
}

const column = () => Joi.string().allow('').required();
const intervalColumns = () => Joi.object({ lower: column(), upper: column() }).required();

const seriesPayload = Joi.alternatives(
  Joi.object({ kind: Joi.string().valid('inline').required(), times: column(), values: column() }),
  Joi.object({
    kind: Joi.string().valid('reference').required(),
    path: Joi.string()
      .pattern(/^\/internal\//)
      .required(),
  }),
).required();

const forecastPayload = Joi.alternatives(
  Joi.object({
    kind: Joi.string().valid('inline').required(),
    times: column(),
    values: column(),
    intervals: Joi.object({ 80: intervalColumns(), 95: intervalColumns() }).allow(null).required(),
  }),
  Joi.object({ kind: Joi.string().valid('reference').required() }),
).required();

export const inferenceRequested = defineEvent<InferenceRequested>({
  type: 'inference.requested',
  version: 1,
  description: 'A paid job wants its forecast; asking again is harmless.',
  schema: Joi.object({
    job_id: id(),
    model_name: Joi.string().max(100).required(),
    horizon: id(),
    series: seriesPayload,
  }),
});

export const inferenceCompleted = defineEvent<InferenceCompleted>({
  type: 'inference.completed',
  version: 1,
  description: 'The forecast of a job.',
  schema: Joi.object({
    job_id: id(),
    forecast: forecastPayload,
    metrics: Joi.object().unknown().allow(null).required(),
    warnings: Joi.array()
      .items(Joi.object({ code: reasonCode(), message: Joi.string().required() }))
      .required(),
  }),
});

export const inferenceFailed = defineEvent<InferenceFailed>({
  type: 'inference.failed',
  version: 1,
  description: 'The model could not answer; the job will be refunded.',
  schema: Joi.object({ job_id: id(), reason: reasonCode(), detail: Joi.string().allow('').required() }),
});
