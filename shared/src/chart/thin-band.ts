import { type Scale, VIEW_WIDTH } from './scale.js';
import { isGap, type SeriesStep } from './series-step.js';
import type { DrawnPoint } from './thin-line.js';
import type { Interval } from './types.js';

/** The two edges of a band, point by point above each other. */
export interface DrawnBand {
  upper: DrawnPoint[];
  lower: DrawnPoint[];
}

interface Column {
  at: number;
  points: { index: number; x: number; top: number; bottom: number; gaps: number }[];
}

/**
 * A band of at most two points a column. A crowded column becomes its widest extent, so that a thinned band never looks
 * narrower than the interval is. A point without both bounds is a gap.
 */
export function thinBand(
  times: ArrayLike<number>,
  { lower, upper }: Interval,
  scale: Pick<Scale, 'x' | 'y'>,
  step: SeriesStep | null,
): DrawnBand {
  const band: DrawnBand = { upper: [], lower: [] };
  let drawnGaps = 0;
  let gaps = 0;
  let before = Number.NaN;
  let column: Column = { at: -1, points: [] };

  const closeColumn = (): void => {
    for (const { index, x, top, bottom, gaps: pointGaps } of column.points) {
      const breaks = band.upper.length === 0 || pointGaps !== drawnGaps;
      drawnGaps = pointGaps;
      band.upper.push({ index, x, y: top, breaks });
      band.lower.push({ index, x, y: bottom, breaks });
    }
  };
  for (let index = 0; index < times.length; index++) {
    const time = Number(times[index]);
    const low = Number(lower[index]);
    const high = Number(upper[index]);
    if (!Number.isFinite(time) || !Number.isFinite(low) || !Number.isFinite(high)) {
      gaps++;
      continue;
    }
    if (step !== null && isGap(step, before, time)) gaps++;
    before = time;
    const point = { index, x: scale.x(time), top: scale.y(high), bottom: scale.y(low), gaps };
    const at = Math.min(VIEW_WIDTH - 1, Math.floor(point.x));
    if (at !== column.at) {
      closeColumn();
      column = { at, points: [point] };
      continue;
    }
    const [first, second] = column.points;
    if (first === undefined || second === undefined) {
      column.points.push(point);
      continue;
    }
    const top = Math.min(first.top, second.top, point.top);
    const bottom = Math.max(first.bottom, second.bottom, point.bottom);
    column.points = [
      { ...first, top, bottom },
      { ...point, top, bottom },
    ];
  }
  closeColumn();
  return band;
}

/** The pieces of a line between its gaps. */
export function pieces(points: readonly DrawnPoint[]): DrawnPoint[][] {
  const found: DrawnPoint[][] = [];
  for (const point of points) {
    const last = found.at(-1);
    if (last === undefined || point.breaks) found.push([point]);
    else last.push(point);
  }
  return found;
}
