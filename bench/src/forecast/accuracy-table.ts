import type { Score } from './competition.js';

export interface AccuracyRow {
  name: string;
  all: Score;
  byPeriod: Record<string, Score>;
  /** Series a second on one core; null where it says nothing. */
  rates: { model: number; whole: number } | null;
}

/** The methods side by side, as a Markdown table. */
export function accuracyTable(rows: readonly AccuracyRow[]): string {
  const periods = Object.keys(rows[0]?.byPeriod ?? {});
  const header = ['method', 'sMAPE', 'MASE', 'OWA', ...periods.map((period) => `OWA ${period.toLowerCase()}`)];
  header.push('in 80%', 'in 95%', 'MSIS', 'series/s, model alone', 'with intervals and backtest');
  const lines = rows.map(({ name, all, byPeriod, rates }) => [
    name,
    all.smape.toFixed(2),
    all.mase.toFixed(3),
    all.owa.toFixed(3),
    ...periods.map((period) => byPeriod[period]?.owa.toFixed(3) ?? ''),
    shown(all.coverage80, 3),
    shown(all.coverage95, 3),
    shown(all.msis, 1),
    rates ? rateOf(rates.model) : '',
    rates ? rateOf(rates.whole) : '',
  ]);
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [row(header), row(header.map(() => '---')), ...lines.map(row)].join('\n');
}

function shown(value: number, digits: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(digits);
}

function rateOf(perSecond: number): string {
  return perSecond >= 100 ? Math.round(perSecond).toLocaleString('en-US') : perSecond.toPrecision(2);
}
