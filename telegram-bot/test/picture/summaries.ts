import type { JobSummary } from '@coincast/shared/gateway-client';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
const startMs = Date.UTC(2026, 10, 16);

interface Shape {
  history: number[];
  forecast: number[];
  stepMs?: number;
  /** Half the width of the 80% interval; undefined for a model without intervals. */
  spread?: ((i: number) => number) | undefined;
  /** Places of rows that are missing. */
  missing?: number[];
}

/** A finished job as the API answers it. */
export function summaryOf(
  { history, forecast, stepMs = hourMs, spread, missing = [] }: Shape,
  more: Partial<JobSummary> = {},
): JobSummary {
  const kept = history.map((price, i) => ({ price, i })).filter(({ i }) => !missing.includes(i));
  const iso = (i: number) => new Date(startMs + i * stepMs).toISOString();
  const bounds = (factor: number) => ({
    lower: forecast.map((value, i) => value - factor * (spread?.(i) ?? 0)),
    upper: forecast.map((value, i) => value + factor * (spread?.(i) ?? 0)),
  });
  return {
    id: 1042,
    model_name: 'Ensemble',
    status: 'OK',
    stage: 'done',
    cost: kept.length,
    quoted_cost: kept.length,
    created_at: '2026-11-24T09:12:00Z',
    finished_at: '2026-11-24T09:12:04Z',
    title: 'load_msk_hourly.csv',
    error: null,
    horizon: forecast.length,
    rows: { valid: kept.length, invalid: 0, duplicates: 0 },
    format: 'csv',
    encoding: 'utf-8',
    columns: { time: 'ts', price: 'load' },
    warnings: [],
    invalid_rows: [],
    metrics: null,
    series: {
      timestamps: kept.map(({ i }) => iso(i)),
      prices: kept.map(({ price }) => price),
      thinned: false,
      total: kept.length,
    },
    forecast: {
      timestamps: forecast.map((_, i) => iso(history.length + i)),
      predictions: forecast,
      intervals: spread ? { 80: bounds(1), 95: bounds(1.6) } : null,
      thinned: false,
      total: forecast.length,
    },
    ...more,
  };
}

/** A load of days and nights, with a little weather. */
export const wave = (count: number, from = 0, level = 13_000, height = 1_400) =>
  Array.from({ length: count }, (_, i) => {
    const hour = from + i;
    return level + height * Math.sin(((hour - 8) / 24) * 2 * Math.PI) + (height / 6) * Math.sin(hour * 0.7);
  });
