import { columnToBytes } from '@coincast/shared/contracts';
import type { PredictionFixture } from '../prediction-fixture.js';

/** A point of a long forecast: what each format has to give back. */
export interface Point {
  timeMs: number;
  /** prediction, lower_80, upper_80, lower_95, upper_95 */
  numbers: number[];
}

/** Minutes, from before 1970 on, with numbers that have many digits. */
export function point(i: number): Point {
  const value = Math.sin(i) * 10 ** (i % 7);
  return { timeMs: Date.UTC(1969, 11, 31) + i * 60_000, numbers: [value, value - 1, value + 1, value - 0.1, -i] };
}

/**
 * A job that is OK with a forecast of so many points, put straight into the database: to order one takes a tenth of its
 * points in rows.
 */
export async function longForecast(
  fixture: PredictionFixture,
  user: { id: number; token: string },
  points: number,
  columns: 1 | 5 = 5,
): Promise<number> {
  const id = await fixture.order(user.token);
  const column = (numberOf: (point: Point) => number) =>
    columnToBytes(Float64Array.from({ length: points }, (_, i) => numberOf(point(i))));
  const bounds = columns === 5 ? [1, 2, 3, 4] : [];
  const intervals =
    bounds.length > 0 ? Buffer.concat(bounds.map((n) => column(({ numbers }) => numbers[n] ?? 0))) : null;
  await fixture.db.raw('INSERT INTO prediction.forecasts (job_id, times, "values", intervals) VALUES (?, ?, ?, ?)', [
    id,
    column(({ timeMs }) => timeMs),
    column(({ numbers }) => numbers[0] ?? 0),
    intervals,
  ]);
  await fixture.db.raw(
    "UPDATE prediction.jobs SET stage = 'OK', deadline_at = NULL, finished_at = now(), horizon = ? WHERE id = ?",
    [points, id],
  );
  return id;
}
