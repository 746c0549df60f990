import type { JobMetrics, JobSummary } from '../gateway-client/index.js';
import type { DataTexts, Reader } from './data-texts.js';
import { spanOfPoints } from './time-span.rules.js';

/** One figure; without a value while it is calculated. */
export interface Tile {
  name: string;
  value: string | null;
  unit: string;
  note: string;
}

export interface BacktestView {
  text: string;
  tiles: Tile[];
}

/** The value of a figure that could not be had. */
export const unknownFigure = '—';

/** What the check of the model on the end of the series has found, or the places for it while it is going on. */
export function backtestView(
  { status, metrics }: JobSummary,
  step: { ms: number; isNamed: boolean },
  { texts, formats }: Reader<DataTexts>,
): BacktestView {
  const { job: words } = texts;
  if (status === 'PENDING') {
    const tile = (name: string) => ({ name, value: null, unit: '', note: words.withForecast });
    return {
      text: words.backtestWaiting,
      tiles: [words.mase, words.smape, words.rmse, words.coverage].map(tile),
    };
  }
  const { window, skill, smape, mase, rmse, coverage_80: coverage } = metrics ?? {};
  const figure = (value: number | null | undefined, digits: Intl.NumberFormatOptions, unit = '') =>
    typeof value === 'number' ? { value: formats.figure(value, digits), unit } : { value: unknownFigure, unit: '' };
  const span = typeof window === 'number' ? spanOfPoints(window, step.ms, step.isNamed) : null;
  return {
    text: span ? words.backtestDone(span.count, span.unit) : words.backtestShort,
    tiles: [
      {
        name: words.mase,
        ...figure(mase, { maximumFractionDigits: 2, minimumFractionDigits: 2 }),
        note: span ? skillText(skill, words) : words.unknown,
      },
      { name: words.smape, ...figure(smape, { maximumFractionDigits: 1 }, '%'), note: words.smapeNote },
      { name: words.rmse, ...figure(rmse, { maximumSignificantDigits: 4 }), note: words.rmseNote },
      {
        name: words.coverage,
        ...figure(typeof coverage === 'number' ? coverage * 100 : null, { maximumFractionDigits: 0 }, '%'),
        note: words.coverageNote,
      },
    ],
  };
}

/** How the model did beside the naive method. */
function skillText(skill: JobMetrics['skill'], words: DataTexts['job']): string {
  if (typeof skill !== 'number') return words.noNaive;
  const percent = Math.round(Math.abs(skill) * 100);
  if (percent === 0) return words.same;
  return skill > 0 ? words.better(percent) : words.worse(percent);
}
