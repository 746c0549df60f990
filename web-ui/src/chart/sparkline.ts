import { extentOf } from './extent.js';
import { bandPath, linePath, type Place } from './paths.js';
import { coordinate } from './scale.js';
import { path } from './svg-frame.js';
import { pieces } from './thin-band.js';
import { type DrawnPoint, thinLine } from './thin-line.js';
import type { Interval } from './types.js';

export interface SparklineInput {
  /** Oldest first, at equal distances; what is not finite is missing. */
  history: ArrayLike<number>;
  /** `waiting`: a dashed line where it will be. */
  future:
    | { kind: 'none' }
    | { kind: 'waiting'; horizon: number }
    | { kind: 'ready'; values: ArrayLike<number>; interval80: Interval | null };
}

const WIDTH = 100;
const HEIGHT = 26;
// Room for half a stroke.
const MARGIN = 1;
// One point of a table's picture is about a pixel wide.
const COLUMNS = 60;

/** A series and its forecast in a table's cell; decoration only, the row says the same in words. */
export function sparkline({ history, future }: SparklineInput): string {
  const ready = future.kind === 'ready' ? future : null;
  const ahead = future.kind === 'waiting' ? future.horizon : (ready?.values.length ?? 0);
  const last = history.length + ahead - 1;
  let extent = extentOf(history);
  for (const values of ready ? [ready.values, ready.interval80?.lower ?? [], ready.interval80?.upper ?? []] : []) {
    extent = extentOf(values, 0, extent);
  }
  const { min, max } = extent ?? { min: 0, max: 0 };
  // Halved first: a difference of the largest doubles overflows.
  const range = max / 2 - min / 2;
  const y = (value: number): number =>
    range > 0 ? MARGIN + ((max / 2 - value / 2) / range) * (HEIGHT - 2 * MARGIN) : HEIGHT / 2;
  // Columns are counted in thousandths by `thinLine`, and shrunk to this width when drawn.
  const scale = { x: (index: number): number => (last > 0 ? (index / last) * 1000 : 500), y };
  const line = (values: ArrayLike<number>, first: number): DrawnPoint[] =>
    thinLine({ times: places(first, values.length), values }, { scale, step: null, columns: COLUMNS }).map(shrunk);

  const past = line(history, 0);
  const end = past.at(-1);
  const join: Place | null = end && end.index === history.length - 1 ? end : null;
  const next = ready ? line(ready.values, history.length) : [];
  const firstJoin = next[0]?.index === 0 ? join : null;
  return [
    '<svg class="spark" viewBox="0 0 100 26" preserveAspectRatio="none" aria-hidden="true">',
    path('b', ready?.interval80 ? band(ready.interval80, (values) => line(values, history.length), firstJoin) : ''),
    linePath(past) === '' ? '' : `<path d="${linePath(past)}"/>`,
    path('f', linePath(next, firstJoin)),
    future.kind === 'waiting' && end ? path('wait', `M${coordinate(end.x)} ${coordinate(end.y)}H${WIDTH}`) : '',
    '</svg>',
  ].join('');
}

const places = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);
const shrunk = (point: DrawnPoint): DrawnPoint => ({ ...point, x: (point.x / 1000) * WIDTH });

/** Only a band without gaps is drawn: at this size pieces of one would be noise. */
function band({ lower, upper }: Interval, line: (v: ArrayLike<number>) => DrawnPoint[], join: Place | null): string {
  const [tops, bottoms] = [pieces(line(upper)), pieces(line(lower))];
  const [top, bottom] = [tops[0], bottoms[0]];
  if (tops.length !== 1 || bottoms.length !== 1 || !top || !bottom) return '';
  return bandPath(join ? [join, ...top] : top, bottom);
}
