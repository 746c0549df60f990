import { type PresentedDataset, presentDataset } from '../job/verdict.js';
import { missingCredits } from '../pricing/pricing.rules.js';
import type { Quote } from './quote.service.js';
import { thinSeries } from './thin-series.rules.js';

/** A quote as clients see it. Where the balance is not known, what follows from it is null too. */
export interface PresentedQuote extends PresentedDataset {
  model_name: string;
  horizon: number;
  /** Credits, like all amounts here. */
  cost: number;
  price_per_row: number;
  balance: number | null;
  /** Null also when the balance is too low. */
  balance_after: number | null;
  affordable: boolean | null;
  /** What the balance lacks. */
  missing: number | null;
  /** What the job of such a submit would end with; null when it would be paid and run. */
  error: string | null;
  /** The valid rows by time, for drawing. */
  series: { timestamps: string[]; prices: number[]; thinned: boolean };
}

/** More points than a chart is wide. */
const maxPoints = 2_000;

/** @param balance credits; null when not known. */
export function presentQuote(
  { modelName, horizon, cost, dataset, error }: Quote,
  { costPerRow, balance }: { costPerRow: number; balance: number | null },
): PresentedQuote {
  const missing = missingCredits(cost, balance);
  return {
    model_name: modelName,
    horizon,
    cost,
    price_per_row: costPerRow,
    balance,
    balance_after: balance === null || missing !== 0 ? null : balance - cost,
    affordable: missing === null ? null : missing === 0,
    missing,
    error,
    ...presentDataset(dataset),
    series: presentSeries(dataset),
  };
}

function presentSeries({ times, values }: Quote['dataset']): PresentedQuote['series'] {
  const points = thinSeries({ times, values }, maxPoints);
  return {
    timestamps: Array.from(points.times, (timeMs) => new Date(timeMs).toISOString()),
    prices: [...points.values],
    thinned: points.values.length < values.length,
  };
}
