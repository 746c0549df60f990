import { columnToBase64, type InferenceCompleted } from '@coincast/shared/contracts';

/** Daily prices that rise by one. */
export function series(rows: number): { timestamp: string; price: number }[] {
  return Array.from({ length: rows }, (_, i) => ({
    timestamp: new Date(Date.UTC(2024, 0, 1 + i)).toISOString(),
    price: 100 + i,
  }));
}

/** A forecast as the worker sends it: `values` on the days from 2030-01-01 on. */
export function forecast(job_id: number, values: number[], withIntervals = false): InferenceCompleted {
  const column = (numbers: number[]) => columnToBase64(Float64Array.from(numbers));
  const bounds = (width: number) => ({
    lower: column(values.map((value) => value - width)),
    upper: column(values.map((value) => value + width)),
  });
  return {
    job_id,
    forecast: {
      kind: 'inline',
      times: column(values.map((_, i) => Date.UTC(2030, 0, 1 + i))),
      values: column(values),
      intervals: withIntervals ? { 80: bounds(1), 95: bounds(2) } : null,
    },
    metrics: withIntervals ? { mase: 0.5 } : null,
    warnings: [],
  };
}
