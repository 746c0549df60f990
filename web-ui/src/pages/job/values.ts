import { pointText } from '@coincast/shared/chart/point-texts';
import type { CrosshairData, PointText } from '@coincast/shared/chart/types';
import type { ForecastPoints } from '@coincast/shared/gateway-client';
import { chartFormatsFor } from '@coincast/shared/wording/chart-formats';
import { forecastOf } from '@coincast/shared/wording/job-points';
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
  page: ForecastPoints & { total: number },
  view: JobView,
  precision: Pick<CrosshairData, 'decimals' | 'unit' | 'withYear'>,
  { texts, language }: Visit,
): ValuesView {
  const { predictions, intervals, total } = page;
  const forecast = forecastOf(page);
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
