import { type Calendar } from '@coincast/inference-worker/calendar/calendar';
import { calendarNamed } from '@coincast/inference-worker/calendar/calendar-named';
import { anchoredAt, timesFrom } from '@coincast/inference-worker/calendar/times-from';
import type { ForecastInput } from '@coincast/inference-worker/forecast/forecast-series';
import type { ForecastWarning } from '@coincast/shared/contracts';
import { maxHorizon } from './arguments.js';
import { knownValues } from './known-values.js';

export type SeriesId = string | number | null;

/** A line of input, read and checked. */
export interface SeriesLine {
  /** As sent; absent where none was. */
  id: SeriesId | undefined;
  model: string;
  input: ForecastInput;
  warnings: ForecastWarning[];
}

/** What is wrong with a line. */
export class LineError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Of the line, where that much could be read. */
    readonly id?: SeriesId | undefined,
  ) {
    super(message);
  }
}

export interface LineDefaults {
  model: string;
  horizon: number | null;
}

/**
 * Reads `{"id", "values", "start"?, "frequency"?, "period"?, "horizon", "model"?}`.
 * @throws LineError, CalendarEndError
 */
export function readSeriesLine(text: string, defaults: LineDefaults): SeriesLine {
  const record = parsedLine(text);
  const id = idOf(record['id']);
  const refuse = (code: string, message: string) => new LineError(code, message, id);

  const { values, skipped, warnings } = knownValues(record['values'], refuse);
  const model = record['model'] ?? defaults.model;
  if (typeof model !== 'string') throw refuse('invalid_line', 'model must be a text.');
  const horizon = record['horizon'] ?? defaults.horizon;
  if (!isWhole(horizon, maxHorizon)) {
    throw refuse('invalid_line', `horizon must be a whole number from 1 to ${maxHorizon}.`);
  }
  // A number is a season's points, as R has it.
  const { frequency } = record;
  const calendar = typeof frequency === 'number' ? null : calendarOf(frequency, warnings, refuse);
  const startMs = startOf(record['start'], warnings);
  const periods = periodsOf(record['period'] ?? (typeof frequency === 'number' ? frequency : null), refuse);
  return {
    id,
    model,
    input: {
      times: timesOf(calendar, startMs, { skipped, count: values.length }, warnings),
      values,
      horizon,
      // The 31st of each month, where the start is one and the last point a 30th.
      ...(calendar ? { calendar: startMs === null ? calendar : anchoredAt(calendar, startMs) } : {}),
      ...(periods ? { periods } : {}),
    },
    warnings,
  };
}

function parsedLine(text: string): Record<string, unknown> {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch (error) {
    throw new LineError('invalid_json', `The line is no JSON: ${error instanceof Error ? error.message : error}.`);
  }
  if (typeof line !== 'object' || line === null || Array.isArray(line)) {
    throw new LineError(
      'invalid_line',
      'The line must be an object, such as {"id": "a", "values": [1, 2], "horizon": 3}.',
    );
  }
  return line as Record<string, unknown>;
}

type Refuse = (code: string, message: string) => LineError;

function idOf(id: unknown): SeriesId | undefined {
  if (id === undefined || id === null || typeof id === 'string' || typeof id === 'number') return id;
  throw new LineError('invalid_line', 'id must be a text or a number.');
}

function isWhole(value: unknown, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max;
}

function calendarOf(frequency: unknown, warnings: ForecastWarning[], refuse: Refuse): Calendar | null {
  if (frequency === undefined || frequency === null) return null;
  if (typeof frequency !== 'string')
    throw refuse('invalid_line', 'frequency must be a text, such as "month" or "15min".');
  const calendar = calendarNamed(frequency);
  if (!calendar) {
    const message = `The frequency "${frequency.slice(0, 50)}" is not known, so the series has no calendar.`;
    warnings.push({ code: 'unknown_frequency', message });
  }
  return calendar;
}

const isoTime = /^\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** Epoch milliseconds; null where nothing is said, or nothing that can be read: values can be forecast without times. Times without a zone are UTC. */
function startOf(start: unknown, warnings: ForecastWarning[]): number | null {
  if (start === undefined || start === null) return null;
  const ms = typeof start === 'string' ? isoTimeMs(start) : Number.isInteger(start) ? Number(start) : Number.NaN;
  if (Math.abs(ms) <= 8.64e15) return ms;
  const message =
    'The start is no ISO date such as "2024-01-31" and no whole epoch milliseconds, so there are no timestamps.';
  warnings.push({ code: 'unknown_start', message });
  return null;
}

function isoTimeMs(text: string): number {
  const match = isoTime.exec(text);
  if (!match) return Number.NaN;
  const [, , , clock, , , zone] = match;
  return Date.parse(text.replace(' ', 'T') + (clock && !zone ? 'Z' : ''));
}

function periodsOf(period: unknown, refuse: Refuse): number[] | null {
  if (period === undefined || period === null) return null;
  const periods: unknown[] = Array.isArray(period) ? period : [period];
  const whole = periods.filter((each): each is number => isWhole(each, Number.MAX_SAFE_INTEGER));
  if (whole.length < periods.length) {
    throw refuse('invalid_line', 'period must be a whole number from 1, or an array of such.');
  }
  return [...new Set(whole)].filter((each) => each > 1).sort((a, b) => a - b);
}

function timesOf(
  calendar: Calendar | null,
  startMs: number | null,
  { skipped, count }: { skipped: number; count: number },
  warnings: ForecastWarning[],
): Float64Array | null {
  if (startMs === null) return null;
  if (!calendar) {
    const message = 'Without a known frequency the start tells nothing of the other points; there are no timestamps.';
    warnings.push({ code: 'no_timestamps', message });
    return null;
  }
  return timesFrom(calendar, startMs, skipped + count).subarray(skipped);
}
