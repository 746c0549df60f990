import { escapeMarkup } from '@coincast/shared/chart/escape-markup';
import type { ForecastChartTexts } from '@coincast/shared/chart/types';
import type { JobSummary } from '@coincast/shared/gateway-client';
import { widthOf } from './drawn-text.js';
import { fontSize } from './style.js';

const keyWidth = 30;
const line = (name: string) => `<path class="${name}" d="M0 0H${keyWidth}"/>`;
const area = (name: string) => `<rect class="${name}" x="0.5" y="-7.5" width="${keyWidth - 1}" height="15" rx="3"/>`;

/** Names what the chart shows, in one row; `y` is the middle of its signs. */
export function legendOf(
  forecast: JobSummary['forecast'],
  texts: Pick<ForecastChartTexts, 'history' | 'forecast' | 'forecastDetail'>,
  { x, y }: { x: number; y: number },
): string {
  const items = [{ key: line('k-history'), name: texts.history }];
  if (forecast) items.push({ key: line('k-median'), name: `${texts.forecast}${texts.forecastDetail}` });
  if (forecast?.intervals) items.push({ key: area('k-80'), name: '80%' }, { key: area('k-95'), name: '95%' });
  let left = x;
  return items
    .map(({ key, name }) => {
      const at = left;
      left += keyWidth + 10 + widthOf(name, fontSize.legend) * 0.92 + 24;
      return `<g transform="translate(${Math.round(at)} ${y})">${key}<text class="legend" x="${keyWidth + 10}" y="7">${escapeMarkup(name)}</text></g>`;
    })
    .join('');
}
