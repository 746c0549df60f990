import { columnFromBytes } from '@coincast/shared/contracts';
import { costOf, publicStatus } from '../saga/saga.rules.js';
import type { ForecastRow, JobRow, WholeJobRow } from './job.repository.js';
import { presentVerdict } from './verdict.js';

/** A job in the history. */
export interface ListedJob {
  id: number;
  model_name: string;
  /** Credits: quoted while PENDING, charged once OK, 0 when ERROR. */
  cost: number;
  created_at: string;
  status: 'PENDING' | 'OK' | 'ERROR';
  finished_at: string | null;
  title: string | null;
  rows: { valid: number; invalid: number };
  horizon: number;
  error: string | null;
}

export function presentListed(job: JobRow): ListedJob {
  return {
    id: job.id,
    model_name: job.model_name,
    cost: costOf(job.stage, job.cost),
    created_at: job.created_at.toISOString(),
    status: publicStatus(job.stage),
    finished_at: job.finished_at?.toISOString() ?? null,
    title: job.title,
    rows: { valid: job.valid_rows, invalid: job.invalid_rows },
    horizon: job.horizon,
    error: job.error,
  };
}

/** The numbers of a forecast, `horizon` in each column. */
export interface Forecast {
  /** Epoch milliseconds. */
  times: Float64Array;
  values: Float64Array;
  intervals: Record<80 | 95, { lower: Float64Array; upper: Float64Array }> | null;
}

/** The forecast of a job that is OK; null when there is none. */
export function forecastOf({ forecast_times, forecast_values, intervals }: ForecastRow): Forecast | null {
  if (!forecast_times || !forecast_values) return null;
  const times = columnFromBytes(forecast_times);
  return {
    times,
    values: columnFromBytes(forecast_values),
    intervals: intervals && intervalsOf(intervals, times.length),
  };
}

function intervalsOf(bytes: Buffer, horizon: number): NonNullable<Forecast['intervals']> {
  const all = columnFromBytes(bytes);
  const column = (i: number) => all.subarray(i * horizon, (i + 1) * horizon);
  return { 80: { lower: column(0), upper: column(1) }, 95: { lower: column(2), upper: column(3) } };
}

/** Numbers or rows put into one piece of text. */
const itemsPerPiece = 2_000;

/** A whole job as JSON, in pieces, so that a long series never stands in memory as one text. */
export function* wholeJobJson(job: WholeJobRow): Generator<string> {
  const { cost, status, created_at, finished_at, rows } = presentListed(job);
  const forecast = forecastOf(job);
  const prices = columnFromBytes(job.values);
  yield `{"id":${job.id},"model_name":${JSON.stringify(job.model_name)},"status":"${status}","predictions":`;
  yield* numbersJson(forecast?.values);
  yield ',"valid_input":';
  yield* arrayJson(columnFromBytes(job.times), (time, i) => `{"timestamp":${timeJson(time)},"price":${prices[i]}}`);
  yield `,"invalid_rows":${job.kept_invalid_rows}`;
  yield `,${JSON.stringify({ cost, created_at, finished_at, error: job.error, horizon: job.horizon }).slice(1, -1)}`;
  yield ',"timestamps":';
  yield* arrayJson(forecast?.times ?? noNumbers, timeJson);
  yield ',"intervals":';
  yield* intervalsJson(forecast);
  yield `,"metrics":${job.metrics ?? 'null'}`;
  yield `,${JSON.stringify(presentVerdict(JSON.parse(job.verdict), rows)).slice(1)}`;
}

const noNumbers = new Float64Array();
const timeJson = (timeMs: number) => `"${new Date(timeMs).toISOString()}"`;
const numbersJson = (numbers: Float64Array = noNumbers) => arrayJson(numbers, String);

function* intervalsJson(forecast: Forecast | null): Generator<string> {
  if (!forecast?.intervals) {
    yield 'null';
    return;
  }
  let before = '{';
  for (const coverage of [80, 95] as const) {
    yield `${before}"${coverage}":{"lower":`;
    yield* numbersJson(forecast.intervals[coverage].lower);
    yield ',"upper":';
    yield* numbersJson(forecast.intervals[coverage].upper);
    yield '}';
    before = ',';
  }
  yield '}';
}

function* arrayJson(numbers: Float64Array, itemJson: (number: number, index: number) => string): Generator<string> {
  let piece = '[';
  for (let i = 0; i < numbers.length; i++) {
    piece += (i > 0 ? ',' : '') + itemJson(numbers[i] ?? 0, i);
    if (i % itemsPerPiece === itemsPerPiece - 1) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}]`;
}
