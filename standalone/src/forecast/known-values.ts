import { between } from '@coincast/inference-worker/calendar/between';
import type { ForecastWarning } from '@coincast/shared/contracts';

export interface KnownValues {
  /** Finite numbers, at least one. */
  values: Float64Array;
  /** Missing ones that were left out at the beginning. */
  skipped: number;
  warnings: ForecastWarning[];
}

/**
 * A series of numbers and nulls: those missing at either end are left out, those between others lie on a straight line.
 * @throws what `refuse` makes of a code and a sentence.
 */
export function knownValues(values: unknown, refuse: (code: string, message: string) => Error): KnownValues {
  if (!Array.isArray(values)) throw refuse('invalid_line', 'values must be an array of numbers and nulls.');
  const all = Float64Array.from(values, (value: unknown, i) => {
    if (value === null) return Number.NaN;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw refuse('invalid_line', `values[${i}] is neither a finite number nor null.`);
  });
  const isKnown = (value: number) => !Number.isNaN(value);
  const first = all.findIndex(isKnown);
  if (first < 0) throw refuse('no_values', 'The series has no values.');
  const end = all.findLastIndex(isKnown) + 1;
  const known = all.slice(first, end);
  const filled = fillBetween(known);
  return { values: known, skipped: first, warnings: warningsOf({ before: first, after: all.length - end, filled }) };
}

/** Fills in place, and answers how many were missing. */
function fillBetween(values: Float64Array): number {
  let missing = 0;
  let last = 0;
  for (let i = 1; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (Number.isNaN(value)) {
      missing++;
      continue;
    }
    const from = values[last] ?? 0;
    for (let k = last + 1; k < i; k++) {
      values[k] = between(from, value, (k - last) / (i - last));
    }
    last = i;
  }
  return missing;
}

function warningsOf({ before, after, filled }: Record<'before' | 'after' | 'filled', number>): ForecastWarning[] {
  const warnings: ForecastWarning[] = [];
  if (before + after > 0) {
    const message =
      `Of the values, ${before} were missing at the beginning and ${after} at the end; they were left out` +
      (after > 0 ? ', and the forecast begins after the last one known.' : '.');
    warnings.push({ code: 'missing_at_ends', message });
  }
  if (filled > 0) {
    const message = `Of the values, ${filled} were missing between others; they were put on a straight line between those.`;
    warnings.push({ code: 'missing_interpolated', message });
  }
  return warnings;
}
