import { coordinate, VIEW_HEIGHT, VIEW_WIDTH } from './scale.js';
import type { DrawnPoint } from './thin-line.js';

export interface Place {
  x: number;
  y: number;
}

// A point alone is a stroke too short to look like a line, and long enough to be seen.
const LONE_POINT_WIDTH = 3;

const at = ({ x, y }: Place): string => `${coordinate(x)} ${coordinate(y)}`;

/** The `d` of a line that is broken wherever a point says so; `join` is where its first piece comes from. */
export function linePath(points: readonly DrawnPoint[], join: Place | null = null): string {
  let d = join === null ? '' : `M${at(join)}`;
  points.forEach((point, i) => {
    const joined = i === 0 && join !== null;
    if (!point.breaks || joined) {
      d += `L${at(point)}`;
      return;
    }
    const isAlone = points[i + 1]?.breaks ?? true;
    d += isAlone ? lonePoint(point) : `M${at(point)}`;
  });
  return d;
}

function lonePoint({ x, y }: Place): string {
  const left = Math.max(0, Math.min(VIEW_WIDTH - LONE_POINT_WIDTH, x - LONE_POINT_WIDTH / 2));
  return `M${coordinate(left)} ${coordinate(y)}H${coordinate(left + LONE_POINT_WIDTH)}`;
}

/** A line of levels: each holds until the next begins, the last until `endX`. */
export function stepPath(points: readonly Place[], endX: number): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let d = `M${at(first)}`;
  for (const { x, y } of rest) d += `H${coordinate(x)}V${coordinate(y)}`;
  return `${d}H${coordinate(endX)}`;
}

/** The area between two lines, one closed piece for every pair of pieces. */
export function bandPath(upper: readonly Place[], lower: readonly Place[]): string {
  if (upper.length === 0 || lower.length === 0) return '';
  const around = [...upper, ...lower.toReversed()];
  return `M${around.map(at).join('L')}Z`;
}

/** Horizontal lines over the whole drawing. */
export const gridPath = (ys: readonly number[]): string => ys.map((y) => `M0 ${coordinate(y)}H${VIEW_WIDTH}`).join('');

/** Short strokes on the base line. */
export const marksPath = (xs: readonly number[]): string =>
  xs.map((x) => `M${coordinate(x)} ${VIEW_HEIGHT - 12}V${VIEW_HEIGHT}`).join('');
