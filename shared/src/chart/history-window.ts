import type { Future, HistoryWindow, TimeSeries } from './types.js';

export type WidthClass = 'wide' | 'narrow';

interface WindowSize {
  /** History per point of the forecast, at least. */
  share: number;
  /** Points of both together that can be told apart in the width. */
  together: number;
}

// Before a week of hours these are eight days, and on a phone three.
const SIZES: Record<WidthClass, WindowSize> = {
  wide: { share: 8 / 7, together: 360 },
  narrow: { share: 3 / 7, together: 240 },
};
const LEAST = 24;
// A window that would leave out little of the history shows all of it.
const ALMOST_ALL = 1.4;

/** How much history to show when the reader has not chosen: as long as the forecast needs to be judged by. */
export function defaultWindow(history: TimeSeries, future: Future, width: WidthClass): HistoryWindow {
  const length = history.times.length;
  if (future.kind === 'none') return { points: length };
  const horizon = future.kind === 'ready' ? future.forecast.times.length : future.horizon;
  return { points: defaultPoints(length, horizon, width) };
}

/** The same in points, of a history of this length. */
export function defaultPoints(length: number, horizon: number, width: WidthClass): number {
  const { share, together } = SIZES[width];
  const points = Math.max(LEAST, Math.round(horizon * share), together - horizon);
  return points * ALMOST_ALL >= length ? length : points;
}

/** The place in the history where the window begins; the last point is always in it. */
export function windowStart({ times }: TimeSeries, { points }: HistoryWindow): number {
  const last = Math.max(0, times.length - 1);
  return Math.max(0, Math.min(last, times.length - Math.max(1, Math.floor(points))));
}
