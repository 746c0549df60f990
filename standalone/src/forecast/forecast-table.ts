import { type Forecast, forecastSeries } from '@coincast/inference-worker/forecast/forecast-series';
import { failureOf } from '@coincast/inference-worker/inference/failure-of';
import { models } from '@coincast/inference-worker/models/index';
import { type ReadDataset, readDataset } from '@coincast/prediction-service/dataset/read-dataset';
import { readingOptionsOf } from '@coincast/prediction-service/dataset/reading-options';
import { Problem } from '@coincast/shared/http/errors';
import { answerOf, isoOf } from './answer.js';
import { type ForecastOptions, maxHorizon, type OutputFormat } from './arguments.js';
import { describeTable } from './describe-table.js';

/** The data cannot be forecast; the message says why, to a person. */
export class TableError extends Error {}

/** As the service has them, but for the rows and bytes: what fits into memory may be read. */
const limits = {
  maxRows: 20_000_000,
  maxColumns: 10_000,
  maxRowBytes: 16 * 1024 * 1024,
  maxNesting: 64,
  maxInflatedBytes: 2 * 1024 * 1024 * 1024,
};

/**
 * Forecasts the table that stands in these bytes.
 * @param say is told what a person should know of it.
 * @throws TableError
 */
export async function forecastTable(
  content: Buffer,
  options: ForecastOptions,
  write: (text: string) => Promise<void>,
  say: (text: string) => void,
): Promise<void> {
  const dataset = await read(content, options);
  const { times, values } = dataset;
  if (times.length === 0) {
    say(describeTable(dataset, null));
    throw new TableError('No row is valid, so there is nothing to forecast.');
  }
  const horizon = options.horizon ?? Math.min(times.length, maxHorizon);
  const forecast = forecastOf(options.model, { times, values, horizon });
  say(describeTable(dataset, { model: options.model, forecast }));
  for (const piece of formatted(options.format ?? 'csv', options.model, dataset, forecast)) await write(piece);
}

async function read(content: Buffer, { decimal, dateOrder }: ForecastOptions): Promise<ReadDataset> {
  try {
    return await readDataset(content, readingOptionsOf({ decimal, date_order: dateOrder }), limits);
  } catch (error) {
    if (error instanceof Problem) throw new TableError(error.detail);
    throw error;
  }
}

function forecastOf(name: string, input: { times: Float64Array; values: Float64Array; horizon: number }): Forecast {
  const model = models.find((candidate) => candidate.name === name);
  if (!model) throw new TableError(`There is no model ${name}.`);
  try {
    return forecastSeries(model, input);
  } catch (error) {
    const { reason, detail } = failureOf(error);
    throw new TableError(`${reason}: ${detail}`);
  }
}

function* formatted(
  format: OutputFormat,
  model: string,
  { warnings }: ReadDataset,
  forecast: Forecast,
): Generator<string> {
  if (format === 'csv') {
    yield* csvOf(forecast);
    return;
  }
  const answer = answerOf({ model, forecast, warnings });
  yield `${JSON.stringify(answer, null, format === 'json' ? 2 : undefined)}\n`;
}

const rowsPerPiece = 5_000;

function* csvOf({ times, values, intervals }: Forecast): Generator<string> {
  const bounds = intervals ? [intervals[80].lower, intervals[80].upper, intervals[95].lower, intervals[95].upper] : [];
  const columns = [values, ...bounds];
  let piece = `timestamp,forecast${intervals ? ',lower_80,upper_80,lower_95,upper_95' : ''}\n`;
  for (let i = 0; i < values.length; i++) {
    piece += `${times ? isoOf(times[i] ?? 0) : ''},${columns.map((column) => column[i]).join(',')}\n`;
    if ((i + 1) % rowsPerPiece !== 0) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
