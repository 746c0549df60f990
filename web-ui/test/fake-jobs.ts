import type { ForecastPage, JobSummary, ListedJob, Transaction } from '@coincast/shared/gateway-client';
import type { FakeGateway } from './fake-gateway.js';

const startMs = Date.UTC(2026, 9, 1);
const hourMs = 3_600_000;

const times = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => new Date(startMs + (from + i) * hourMs).toISOString());
const values = (count: number, from = 0) => Array.from({ length: count }, (_, i) => 12_000 + ((from + i) % 24) * 10.5);

/** A finished job of hours: 720 rows, 168 points. */
export function aJob(changed: Partial<JobSummary> = {}): JobSummary {
  const rows = changed.rows ?? { valid: 720, invalid: 0, duplicates: 0 };
  const horizon = changed.horizon ?? 168;
  const predictions = values(horizon, rows.valid);
  const around = (by: number) => predictions.map((value) => value + by);
  const isReady = (changed.status ?? 'OK') === 'OK';
  return {
    id: 1042,
    model_name: 'Auto',
    status: 'OK',
    stage: 'done',
    cost: 1_440,
    quoted_cost: 1_440,
    created_at: '2026-11-24T09:12:00.000Z',
    finished_at: '2026-11-24T09:12:04.100Z',
    title: 'load_hourly.csv',
    error: null,
    metrics: isReady
      ? { window: 144, smape: 1.94, mase: 0.714, rmse: 248.06, coverage_80: 0.812, naive: {}, skill: 0.29 }
      : null,
    format: 'csv',
    encoding: 'utf-8',
    columns: { time: 'ts', price: 'load' },
    warnings: [],
    invalid_rows: [],
    series: { timestamps: times(rows.valid), prices: values(rows.valid), thinned: false, total: rows.valid },
    forecast: isReady
      ? {
          timestamps: times(horizon, rows.valid),
          predictions,
          intervals: {
            80: { lower: around(-90), upper: around(90) },
            95: { lower: around(-150), upper: around(150) },
          },
          thinned: false,
          total: horizon,
        }
      : null,
    ...changed,
    rows,
    horizon,
  };
}

export function listed({ rows, ...job }: JobSummary): ListedJob {
  const { id, model_name, status, cost, created_at, finished_at, title, horizon, error } = job;
  return { id, model_name, status, cost, created_at, finished_at, title, horizon, error, rows };
}

/** The gateway's ledger has the charge of this job. */
export function charge(gateway: FakeGateway, { id, quoted_cost }: JobSummary): void {
  gateway.deposit(12_480);
  gateway.book(entry('PREDICTION_CHARGE', -quoted_cost, id));
}

export function refund(gateway: FakeGateway, { id, quoted_cost }: JobSummary): void {
  gateway.book(entry('REFUND', quoted_cost, id));
}

function entry(type: Transaction['tx_type'], amount: number, job: number): Omit<Transaction, 'id' | 'balance_after'> {
  return { amount, tx_type: type, reason: '', job_id: job, created_at: '2026-11-24T09:12:00.000Z' };
}

/** Makes the gateway answer for these jobs, newest first, as the API does. */
export function serveJobs(gateway: FakeGateway, jobs: readonly JobSummary[]): void {
  gateway.pages.push((call, { searchParams: query }) => {
    if (call === 'GET /api/predict/history') {
      const before = Number(query.get('before') ?? Number.MAX_SAFE_INTEGER);
      const status = query.get('status');
      const found = jobs.filter((job) => job.id < before && (status === null || job.status === status));
      return { status: 200, body: found.slice(0, Number(query.get('limit') ?? 100)).map(listed) };
    }
    const [, id, what] = /^GET \/api\/predict\/(\d+)\/(summary|forecast)$/.exec(call) ?? [];
    const job = jobs.find((one) => String(one.id) === id);
    if (!job) return undefined;
    if (what === 'summary') return { status: 200, body: shownOf(job, Number(query.get('history') ?? Infinity)) };
    const offset = Number(query.get('offset'));
    return { status: 200, body: pageOf(job, offset, offset + Number(query.get('limit'))) };
  });
}

function shownOf(job: JobSummary, history: number): JobSummary {
  const { timestamps, prices } = job.series;
  const from = Math.max(0, timestamps.length - history);
  return { ...job, series: { ...job.series, timestamps: timestamps.slice(from), prices: prices.slice(from) } };
}

function pageOf({ forecast }: JobSummary, from: number, to: number): ForecastPage | null {
  if (!forecast) return null;
  const cut = <Value>(column: Value[]) => column.slice(from, to);
  const { timestamps, predictions, intervals, total } = forecast;
  return {
    total,
    offset: from,
    timestamps: cut(timestamps),
    predictions: cut(predictions),
    intervals: intervals && {
      80: { lower: cut(intervals[80].lower), upper: cut(intervals[80].upper) },
      95: { lower: cut(intervals[95].lower), upper: cut(intervals[95].upper) },
    },
  };
}
