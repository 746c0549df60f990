import { type Scale, VIEW_WIDTH } from './scale.js';
import { isGap, type SeriesStep } from './series-step.js';
import type { TimeSeries } from './types.js';

/** A point that is drawn. */
export interface DrawnPoint {
  /** Its place in the series. */
  index: number;
  x: number;
  y: number;
  /** Something is missing between the point before and this one: the line begins anew. */
  breaks: boolean;
}

export interface ThinOptions {
  scale: Pick<Scale, 'x' | 'y'>;
  /** Null: only a value that is not finite makes a gap. */
  step: SeriesStep | null;
  /** The series is drawn from this place on. */
  from?: number;
  /** Columns of the drawing; at most two points stay in each. */
  columns?: number;
}

interface Candidate {
  index: number;
  x: number;
  y: number;
  gaps: number;
}

/**
 * At most two points a column, its lowest and its highest, in the order of time: on the screen the line is the same.
 * The first and the last point of the series always stay, and so does every gap. Columns of one or two points are kept
 * as they are.
 */
export function thinLine({ times, values }: TimeSeries, options: ThinOptions): DrawnPoint[] {
  const { scale, step, columns = VIEW_WIDTH } = options;
  const drawn: DrawnPoint[] = [];
  let gaps = 0;
  let drawnGaps = 0;
  let column = -1;
  let isFirstColumn = true;
  let before = Number.NaN;
  // Only these four of a column matter, whatever it holds.
  let first: Candidate | undefined;
  let lowest: Candidate | undefined;
  let highest: Candidate | undefined;
  let last: Candidate | undefined;

  const draw = (point: Candidate): void => {
    drawn.push({ index: point.index, x: point.x, y: point.y, breaks: drawn.length === 0 || point.gaps !== drawnGaps });
    drawnGaps = point.gaps;
  };
  const closeColumn = (isLastColumn: boolean): void => {
    if (!first || !lowest || !highest || !last) return;
    let pair = [lowest, highest];
    if (isFirstColumn && isLastColumn) pair = [first, last];
    else if (isFirstColumn) pair = [first, farther(first, lowest, highest)];
    else if (isLastColumn) pair = [farther(last, lowest, highest), last];
    // A level column has its lowest and highest point in one: the last keeps the line's length.
    if (pair[0] === pair[1] && first !== last) pair = [first, last];
    pair.sort((a, b) => a.index - b.index);
    for (const point of pair[0] === pair[1] ? pair.slice(1) : pair) draw(point);
    isFirstColumn = false;
  };

  for (let index = options.from ?? 0; index < times.length; index++) {
    const time = Number(times[index]);
    const value = Number(values[index]);
    if (!Number.isFinite(value) || !Number.isFinite(time)) {
      gaps++;
      continue;
    }
    if (step !== null && isGap(step, before, time)) gaps++;
    before = time;
    const point = { index, x: scale.x(time), y: scale.y(value), gaps };
    const at = Math.min(columns - 1, Math.floor((point.x / VIEW_WIDTH) * columns));
    if (at !== column) {
      closeColumn(false);
      column = at;
      first = lowest = highest = last = point;
      continue;
    }
    last = point;
    if (lowest === undefined || point.y > lowest.y) lowest = point;
    if (highest === undefined || point.y < highest.y) highest = point;
  }
  closeColumn(true);
  return drawn;
}

const farther = (from: Candidate, a: Candidate, b: Candidate): Candidate =>
  Math.abs(a.y - from.y) > Math.abs(b.y - from.y) ? a : b;
