import { unitOfTimes } from './calendar-steps.js';
import { extentOf } from './extent.js';
import { stepPath } from './paths.js';
import { linearScale, VIEW_HEIGHT, VIEW_WIDTH } from './scale.js';
import { endLabel, path, svgFrame } from './svg-frame.js';
import { thinLine } from './thin-line.js';
import { timeTicks } from './time-ticks.js';
import type { ChartFormats, TimeSeries, TimeUnit } from './types.js';
import { decimalsOf, valueAxis } from './value-axis.js';

export interface BalanceChartInput {
  /** Unique in the page. */
  id: string;
  /** The balance after each ledger entry, oldest first; it holds until the next one. */
  balances: TimeSeries;
  /** Until when the last balance is known to hold; no earlier than the last entry. */
  untilMs: number;
  texts: {
    title: string;
    description(summary: BalanceSummary): string;
  };
  formats: ChartFormats;
}

export interface BalanceSummary {
  from: string;
  to: string;
  lowest: string;
  highest: string;
  now: string;
}

const WIDTH_PX = 840;
const DAY_MS = 86_400_000;

/**
 * The balance over time as a line of steps, from zero up. `null` without any entry: there is nothing to draw. The
 * markup belongs into `<figure class="chart chart--small">`.
 */
export function balanceChart(input: BalanceChartInput): { svg: string; plot: string; summary: BalanceSummary } | null {
  const { balances, formats, texts } = input;
  const values = extentOf(balances.values);
  const times = extentOf(balances.times);
  if (values === null || times === null) return null;
  const t1 = Math.max(times.max, Number.isFinite(input.untilMs) ? input.untilMs : times.max);
  const axis = valueAxis(values.min, values.max, { target: 4, whole: true, fromZero: true });
  const scale = linearScale(times.min, t1, axis.lo, axis.hi);
  const drawn = thinLine(balances, { scale, step: null });
  const last = drawn.at(-1);

  const unit: TimeUnit = t1 - times.min < DAY_MS ? unitOfTimes([Math.floor(t1 / 60_000) * 60_000]) : 'day';
  const withYear = new Date(times.min).getUTCFullYear() !== new Date(t1).getUTCFullYear();
  const credits = (value: number): string => formats.number(value, 0);
  const now = credits(Number(balances.values[last?.index ?? 0]));
  const summary = {
    from: formats.moment(times.min, unit, withYear),
    to: formats.moment(t1, unit, withYear),
    lowest: credits(values.min),
    highest: credits(values.max),
    now,
  };
  const svg = svgFrame({
    id: input.id,
    title: texts.title,
    description: texts.description(summary),
    scale,
    valueTicks: axis.ticks.map((value) => ({
      value,
      label: formats.number(value, Math.max(0, decimalsOf(axis.step))),
    })),
    timeTicks: timeTicks(times.min, t1, { formats, widthPx: WIDTH_PX, bare: false, anchorMs: null }),
    bands: '',
    lines: path('c-history', stepPath(drawn, VIEW_WIDTH)),
    labels: last ? endLabel(now, (last.y / VIEW_HEIGHT) * 100, false) : '',
    overlay: '',
  });
  return { svg, plot: `<div class="chart__plot">${svg}</div>`, summary };
}
