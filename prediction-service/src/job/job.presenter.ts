import type { ColumnNames } from '../columns/column-pages.js';
import { costOf, publicStage, publicStatus } from '../saga/saga.rules.js';
import type { JobRow, WholeJobRow } from './job.repository.js';
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

/** Numbers or rows put into one piece of text. */
const itemsPerPiece = 2_000;

/** Answers columns of the job, as long as each other, a page of each at a time. */
type Columns = (...names: ColumnNames) => AsyncIterable<Float64Array[]>;

/** A whole job as JSON, in pieces, so that neither a long series nor its text ever stands in memory. */
export async function* wholeJobJson(job: WholeJobRow, columns: Columns): AsyncGenerator<string> {
  const { cost, status, created_at, finished_at, rows } = presentListed(job);
  const stage = publicStage(job.stage);
  yield `{"id":${job.id},"model_name":${JSON.stringify(job.model_name)},"status":"${status}","stage":"${stage}","predictions":`;
  yield* arrayJson(columns('forecast'), String);
  yield ',"valid_input":';
  yield* arrayJson(columns('times', 'prices'), (time, price) => `{"timestamp":${timeJson(time)},"price":${price}}`);
  yield `,"invalid_rows":${job.kept_invalid_rows}`;
  yield `,${JSON.stringify({ cost, created_at, finished_at, error: job.error, horizon: job.horizon }).slice(1, -1)}`;
  yield ',"timestamps":';
  yield* arrayJson(columns('forecast_times'), timeJson);
  yield ',"intervals":';
  yield* intervalsJson(job, columns);
  yield `,"metrics":${job.metrics ?? 'null'}`;
  yield `,${JSON.stringify(presentVerdict(JSON.parse(job.verdict), rows, JSON.parse(job.forecast_warnings ?? '[]'))).slice(1)}`;
}

const timeJson = (timeMs: number) => `"${new Date(timeMs).toISOString()}"`;

async function* intervalsJson({ has_intervals }: WholeJobRow, columns: Columns): AsyncGenerator<string> {
  if (!has_intervals) {
    yield 'null';
    return;
  }
  let before = '{';
  for (const coverage of [80, 95] as const) {
    yield `${before}"${coverage}":{"lower":`;
    yield* arrayJson(columns(`lower${coverage}`), String);
    yield ',"upper":';
    yield* arrayJson(columns(`upper${coverage}`), String);
    yield '}';
    before = ',';
  }
  yield '}';
}

async function* arrayJson(
  pages: AsyncIterable<Float64Array[]>,
  itemJson: (number: number, second: number) => string,
): AsyncGenerator<string> {
  let piece = '[';
  let items = 0;
  for await (const [first = new Float64Array(), second = first] of pages) {
    for (let i = 0; i < first.length; i++) {
      piece += (items++ > 0 ? ',' : '') + itemJson(first[i] ?? 0, second[i] ?? 0);
      if (items % itemsPerPiece !== 0) continue;
      yield piece;
      piece = '';
    }
  }
  yield `${piece}]`;
}
