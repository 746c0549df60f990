import Joi from 'joi';
import { defaultPoints } from '../chart/history-window.js';
import { addressOf } from './address.js';
import { count, numbers, times, type Verdict, verdict } from './answers.js';
import type { GatewayConnection, Session, StreamedAnswer } from './gateway-connection.js';

export const jobStatuses = ['PENDING', 'OK', 'ERROR'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** A line of the history. */
export interface ListedJob {
  id: number;
  model_name: string;
  status: JobStatus;
  /** Credits: quoted while PENDING, charged once OK, 0 when ERROR. */
  cost: number;
  /** ISO 8601, UTC. */
  created_at: string;
  finished_at: string | null;
  /** The uploaded file's name. */
  title: string | null;
  rows: { valid: number; invalid: number };
  horizon: number;
  error: string | null;
}

export interface Bounds {
  lower: number[];
  upper: number[];
}

/** Points of a forecast, all columns as long as each other. */
export interface ForecastPoints {
  timestamps: string[];
  predictions: number[];
  intervals: { 80: Bounds; 95: Bounds } | null;
}

/** Of the model on the end of the series; null where the series is too short. */
export interface BacktestErrors {
  smape?: number | null;
  mase?: number | null;
  rmse?: number | null;
  coverage_80?: number | null;
}

export interface JobMetrics extends BacktestErrors {
  method?: string;
  frequency?: string | null;
  seasonal_periods?: number[];
  /** Points of the end of the series that were forecast from those before. */
  window?: number | null;
  naive?: BacktestErrors | null;
  /** 1 - error / error of the naive method. */
  skill?: number | null;
}

/** A job as its page shows it, small however long its series. */
export interface JobSummary extends Verdict, Omit<ListedJob, 'rows'> {
  stage: 'paying' | 'computing' | 'done';
  /** Credits, whatever became of the job. */
  quoted_cost: number;
  metrics: JobMetrics | null;
  series: { timestamps: string[]; prices: number[]; thinned: boolean; total: number };
  forecast: (ForecastPoints & { thinned: boolean; total: number }) | null;
}

const listed = {
  id: Joi.number().integer().min(1).required(),
  model_name: Joi.string().required(),
  status: Joi.string()
    .valid(...jobStatuses)
    .required(),
  cost: count(),
  created_at: Joi.string().isoDate().required(),
  finished_at: Joi.string().isoDate().allow(null).required(),
  title: Joi.string().allow(null, '').required(),
  horizon: count(),
  error: Joi.string().allow(null).required(),
};

const historyAnswer = Joi.array<ListedJob[]>().items(
  Joi.object<ListedJob>({ ...listed, rows: Joi.object({ valid: count(), invalid: count() }).required() }),
);

const bounds = () => Joi.object<Bounds>({ lower: numbers(), upper: numbers() }).required();
const points = {
  timestamps: times(),
  predictions: numbers(),
  intervals: Joi.object({ 80: bounds(), 95: bounds() }).allow(null).required(),
};
const measure = () => Joi.number().allow(null);
const errors = { smape: measure(), mase: measure(), rmse: measure(), coverage_80: measure() };

const summaryAnswer = Joi.object<JobSummary>({
  ...listed,
  stage: Joi.string().valid('paying', 'computing', 'done').required(),
  quoted_cost: count(),
  metrics: Joi.object<JobMetrics>({
    method: Joi.string(),
    frequency: Joi.string().allow(null),
    seasonal_periods: Joi.array().items(Joi.number()),
    window: measure(),
    ...errors,
    naive: Joi.object(errors).allow(null),
    skill: measure(),
  })
    .allow(null)
    .required(),
  ...verdict(),
  series: Joi.object({
    timestamps: times(),
    prices: numbers(),
    thinned: Joi.boolean().required(),
    total: count(),
  }).required(),
  forecast: Joi.object({ ...points, thinned: Joi.boolean().required(), total: count() })
    .allow(null)
    .required(),
});

export interface ForecastPage extends ForecastPoints {
  total: number;
  offset: number;
}

const forecastAnswer = Joi.object<ForecastPage>({ ...points, total: count(), offset: count() });

export const exportFormats = ['csv', 'xlsx', 'json', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface HistoryQuery {
  limit: number;
  /** Only jobs with a smaller id. */
  before?: number | undefined;
  status?: JobStatus | undefined;
}

/** As many of the last rows as most charts show; only for a longer horizon more are asked for. */
const exactRows = 512;

/** Jobs: one's own, and for administrators the history of the user with this id. */
export class JobsApi {
  constructor(private readonly gateway: GatewayConnection) {}

  /** Newest first. */
  history(session: Session, query: HistoryQuery, userId?: number): Promise<ListedJob[]> {
    const whose = userId === undefined ? '/api/predict/history' : `/api/predict/users/${userId}/history`;
    const path = addressOf(whose, { ...query });
    return this.gateway.call(session, { path, answer: historyAnswer });
  }

  /** @param history how many of the last observations to show; all when left out. */
  summary(session: Session, id: number, history?: number): Promise<JobSummary> {
    const path = addressOf(`/api/predict/${id}/summary`, { history });
    return this.gateway.call(session, { path, answer: summaryAnswer });
  }

  /** With as much of the history as a chart shows at first. */
  async summaryToDraw(session: Session, id: number): Promise<JobSummary> {
    const found = await this.summary(session, id, exactRows);
    const shown = defaultPoints(found.series.total, found.horizon, 'wide');
    return shown > exactRows && found.status !== 'ERROR' ? this.summary(session, id, shown) : found;
  }

  /** Points of the forecast from a place on. */
  forecast(session: Session, id: number, offset: number, limit: number): Promise<ForecastPage> {
    const path = addressOf(`/api/predict/${id}/forecast`, { offset, limit });
    return this.gateway.call(session, { path, answer: forecastAnswer });
  }

  /** The forecast as a file. */
  export(session: Session, id: number, format: ExportFormat): Promise<StreamedAnswer> {
    return this.gateway.stream(session, `/api/predict/${id}/export?format=${format}`);
  }

  /** The job's valid rows as CSV. */
  series(session: Session, id: number): Promise<StreamedAnswer> {
    return this.gateway.stream(session, `/api/predict/${id}/series`);
  }
}
