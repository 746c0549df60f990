import { CALENDAR_STEPS, type CalendarStep, stepTimes, tickUnit } from './calendar-steps.js';
import type { ChartFormats } from './types.js';

export interface TimeTick {
  timeMs: number;
  label: string;
  /** Hidden where the chart is narrow. */
  minor: boolean;
}

export interface TimeTicksOptions {
  formats: Pick<ChartFormats, 'timeTick'>;
  /** The drawing's width on a large screen; on a phone it is `NARROW_WIDTH_PX`. */
  widthPx: number;
  /** The large drawing has no margin on its right: a label at that edge is aligned with it. */
  bare: boolean;
  /** A tick that should stay where the chart is narrow: the day on which the forecast begins. */
  anchorMs: number | null;
}

/** The drawing's width on a small phone with its margins off. */
export const NARROW_WIDTH_PX = 240;
// Letters and tabular figures of 12 px.
const CHARACTER_PX = 6.9;
const GAP_PX = 12;
const NARROW_GAP_PX = 8;
const MAX_TICKS = 40;
// So many ticks of a larger unit are preferred to more of a smaller one.
const ENOUGH_TICKS = 7;
// A label nearer to an edge than this share of the width is aligned with it.
const EDGE = 0.015;

/** Width that a label takes at 12 px, estimated: nothing is measured on a server. */
export const labelWidthPx = (label: string): number => [...label].length * CHARACTER_PX;

/** Whether a label at that share of the width has to be aligned with the right edge, for want of a margin. */
export const isAtRightEdge = (share: number): boolean => share > 1 - EDGE;

/** The finest calendar ticks from `t0` to `t1` whose labels do not touch each other; none when nothing fits. */
export function timeTicks(t0: number, t1: number, options: TimeTicksOptions): TimeTick[] {
  const view: View = {
    t0,
    span: t1 - t0,
    widthPx: options.widthPx,
    gapPx: GAP_PX,
    aligns: options.bare,
  };
  if (!(view.span > 0)) return [];
  const labelled = (step: CalendarStep): TimeTick[] =>
    stepTimes(step, t0, t1).map((timeMs) => ({
      timeMs,
      label: options.formats.timeTick(timeMs, tickUnit(timeMs, step.unit)),
      minor: true,
    }));
  let chosen: { step: CalendarStep; ticks: TimeTick[] } | undefined;
  for (const step of CALENDAR_STEPS) {
    if (view.span / step.lengthMs > MAX_TICKS) continue;
    if (chosen === undefined) {
      const ticks = labelled(step);
      if (fits(ticks, view)) chosen = { step, ticks };
    } else if (step.unit !== chosen.step.unit && view.span / step.lengthMs >= ENOUGH_TICKS) {
      // Whole days say more than days with their noons.
      const ticks = labelled(step);
      if (fits(ticks, view)) chosen = { step, ticks };
    }
  }
  return chosen ? withMajor(chosen.ticks, chosen.step, view, options.anchorMs) : [];
}

interface View {
  t0: number;
  span: number;
  widthPx: number;
  gapPx: number;
  /** A label at the right edge ends there: it has no margin to be centred over. */
  aligns: boolean;
}

function fits(ticks: TimeTick[], { t0, span, widthPx, gapPx, aligns }: View): boolean {
  const shift = ({ timeMs, label }: TimeTick): number =>
    aligns && isAtRightEdge((timeMs - t0) / span) ? labelWidthPx(label) / 2 : 0;
  return ticks.every((tick, i) => {
    const next = ticks[i + 1];
    if (next === undefined) return true;
    const widths = (labelWidthPx(tick.label) + labelWidthPx(next.label)) / 2;
    const needed = widths + shift(next) + gapPx;
    return ((next.timeMs - tick.timeMs) / span) * widthPx >= needed;
  });
}

/** Every k-th tick stays on a phone, with the smallest k that fits there. */
function withMajor(ticks: TimeTick[], step: CalendarStep, view: View, anchorMs: number | null): TimeTick[] {
  const phone: View = { ...view, widthPx: NARROW_WIDTH_PX, gapPx: NARROW_GAP_PX, aligns: true };
  for (let every = 1; every < ticks.length; every++) {
    const phase = phaseOf(ticks, step, every, anchorMs);
    if (phase === undefined) continue;
    const isMajor = (i: number): boolean => i % every === phase;
    const major = ticks.filter((_, i) => isMajor(i));
    if (major.length > 0 && fits(major, phone)) return ticks.map((tick, i) => ({ ...tick, minor: !isMajor(i) }));
  }
  const only = nearest(ticks, anchorMs ?? ticks[0]?.timeMs ?? 0);
  return ticks.map((tick, i) => ({ ...tick, minor: i !== only }));
}

/** Which ticks to keep so that they are round themselves: January, midnight; days and weeks around the anchor. */
function phaseOf(ticks: TimeTick[], step: CalendarStep, every: number, anchorMs: number | null): number | undefined {
  const start = ticks[0];
  if (start === undefined) return undefined;
  if (step.unit === 'day') return anchorMs === null ? 0 : nearest(ticks, anchorMs) % every;
  const cycle = cycleOf(step);
  if (cycle > 1 && cycle % every !== 0 && every % cycle !== 0) return undefined;
  const index = indexOf(step, start.timeMs);
  return (every - (((index % every) + every) % every)) % every;
}

/** Steps after which a larger unit begins: four quarters, twenty-four hours; 1 where none does. */
function cycleOf(step: CalendarStep): number {
  if (step.unit === 'month') return 12 / step.months;
  if (step.unit === 'hour') return 86_400_000 / step.lengthMs;
  if (step.unit === 'minute') return 3_600_000 / step.lengthMs;
  if (step.unit === 'second') return 60_000 / step.lengthMs;
  return 1;
}

function indexOf(step: CalendarStep, timeMs: number): number {
  if (step.kind === 'fixed') return Math.round((timeMs - step.anchorMs) / step.lengthMs);
  const date = new Date(timeMs);
  return Math.round((date.getUTCFullYear() * 12 + date.getUTCMonth()) / step.months);
}

function nearest(ticks: TimeTick[], timeMs: number): number {
  let best = 0;
  ticks.forEach((tick, i) => {
    if (Math.abs(tick.timeMs - timeMs) < Math.abs((ticks[best]?.timeMs ?? 0) - timeMs)) best = i;
  });
  return best;
}
