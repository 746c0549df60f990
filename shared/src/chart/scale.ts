import { LARGEST } from './value-axis.js';

/** The stretched drawing's own coordinates. */
export const VIEW_WIDTH = 1000;
export const VIEW_HEIGHT = 400;

/** From times and values to the drawing. Everything comes out inside it. */
export interface Scale {
  t0: number;
  t1: number;
  lo: number;
  hi: number;
  x(timeMs: number): number;
  y(value: number): number;
}

/** `t0 <= t1`, `lo < hi`, all finite. A single moment stands in the middle. */
export function linearScale(t0: number, t1: number, lo: number, hi: number): Scale {
  const span = t1 - t0;
  const range = hi - lo;
  const within = (fraction: number): number => Math.max(0, Math.min(1, fraction));
  return {
    t0,
    t1,
    lo,
    hi,
    x: (timeMs) => (span > 0 ? within((timeMs - t0) / span) : 0.5) * VIEW_WIDTH,
    y: (value) => within((hi - Math.max(-LARGEST, Math.min(LARGEST, value))) / range) * VIEW_HEIGHT,
  };
}

/** Writing a number is the dearest part of a drawing, and all of its coordinates are among these few. */
const written: string[] = [];

/** One decimal, never an exponent or '-0': short, and finer than a pixel. */
export function coordinate(value: number): string {
  const tenths = Math.round(value * 10) + 0;
  if (!(tenths >= 0 && tenths <= 10 * VIEW_WIDTH)) return String(tenths / 10);
  const known = written[tenths] ?? String(tenths / 10);
  written[tenths] = known;
  return known;
}

/** A coordinate of the drawing as a share of it, for labels that must not stretch. */
export const percent = (value: number, whole: number): string => `${coordinate((value / whole) * 100)}%`;
