import type { ForecastPage } from '../../api/jobs-api.js';
import { pointText } from '../../chart/point-texts.js';
import type { CrosshairData, Forecast, PointText } from '../../chart/types.js';
import { chartFormatsFor } from '../../i18n/chart-formats.js';
import type { Visit } from '../../visit.js';
import { firstValues, type JobView, jobAddress, moreValues, mostValues } from './job-address.rules.js';

/** The table of a forecast's points. */
export interface ValuesView {
  rows: PointText[];
  hasIntervals: boolean;
  shown: string;
  /** Where the next lines are shown, and what its button says. */
  more: { href: string; text: string } | undefined;
  /** There are more than a page shows. */
  isCut: boolean;
}

/** Written as the chart writes its points. */
export function valuesView(
  id: number,
  page: ForecastPage,
  view: JobView,
  precision: Pick<CrosshairData, 'decimals' | 'unit' | 'withYear'>,
  { texts, language }: Visit,
): ValuesView {
  const { timestamps, predictions, intervals, total } = page;
  const forecast: Forecast = {
    times: timestamps.map(Date.parse),
    values: predictions,
    intervals: { 80: intervals?.[80] ?? null, 95: intervals?.[95] ?? null },
  };
  const written = chartFormatsFor(language);
  const shown = predictions.length;
  const next = Math.min(total, mostValues, shown + moreValues);
  return {
    rows: predictions.map((_, i) => pointText(forecast, i, precision, written)),
    hasIntervals: intervals !== null,
    shown: texts.job.valuesOf(shown, total),
    more:
      next > shown && shown >= firstValues
        ? {
            href: `${jobAddress(id, { ...view, values: next })}`,
            text: texts.job.showMore(next - shown),
          }
        : undefined,
    isCut: shown >= mostValues && total > shown,
  };
}
