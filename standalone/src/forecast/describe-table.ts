import type { Forecast } from '@coincast/inference-worker/forecast/forecast-series';
import type { ReadDataset } from '@coincast/prediction-service/dataset/read-dataset';

const shownInvalidRows = 5;

/** What a person should know of a table and, where there is one, of its forecast: lines of text. */
export function describeTable(dataset: ReadDataset, made: { model: string; forecast: Forecast } | null): string {
  const lines = [...aboutRows(dataset), ...(made ? aboutForecast(made.model, made.forecast) : [])];
  for (const { message } of [...dataset.warnings, ...(made?.forecast.warnings ?? [])]) lines.push(`Note: ${message}`);
  return lines.join('\n');
}

function aboutRows({ format, columns, times, invalid }: ReadDataset): string[] {
  const names = [columns.time, columns.price].map((name) => name ?? 'none').join(', ');
  const read = `Read ${counted(times.length, 'valid row')} of ${format.toUpperCase()} (columns ${names}).`;
  if (invalid.count === 0) return [read];
  const faults = Object.entries(invalid.faults).map(([fault, rows]) => `${fault} ${rows}`);
  return [
    read,
    `${counted(invalid.count, 'invalid row')}: ${faults.join(', ')}. The first of them, by their numbers from 0:`,
    ...invalid.kept.slice(0, shownInvalidRows).map((row) => `  ${row.slice(0, 200)}`),
  ];
}

function aboutForecast(model: string, { values, metrics }: Forecast): string[] {
  const { method, frequency, seasonal_periods: periods, window, naive, ...errors } = facts(metrics);
  const lines = [`Forecast ${counted(values.length, 'point')} with ${model}${method ? `: ${method}` : ''}.`];
  const seasons =
    Array.isArray(periods) && periods.length > 0 ? `seasons of ${periods.join(', ')} points` : 'no season';
  if (frequency) lines.push(`One value a ${frequency}; ${seasons}.`);
  if (typeof window === 'number') {
    const { skill } = errors;
    lines.push(`Backtest on the last ${counted(window, 'point')}: ${figures(errors)}.`);
    lines.push(`The naive method there: ${figures(facts(naive))}.`);
    if (typeof skill === 'number') lines.push(`Skill over it: ${shown(skill)} (above 0 is better than naive).`);
  }
  return lines;
}

/** Fields of what may have none. */
function facts(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function figures(errors: Record<string, unknown>): string {
  const named = [
    ['sMAPE', errors['smape']],
    ['MASE', errors['mase']],
    ['RMSE', errors['rmse']],
    ['inside the 80% interval', errors['coverage_80']],
  ];
  return named.flatMap(([name, value]) => (typeof value === 'number' ? `${name} ${shown(value)}` : [])).join(', ');
}

const shown = (value: number) => String(Number(value.toPrecision(4)));

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
