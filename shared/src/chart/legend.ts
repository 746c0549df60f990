import { escapeMarkup } from './escape-markup.js';
import type { ForecastChartTexts } from './types.js';

/** What the chart shows, and so what its legend names. */
export interface LegendParts {
  forecast: boolean;
  interval80: boolean;
  interval95: boolean;
  faults: boolean;
}

const key = (shape: string): string => `<svg class="key" viewBox="0 0 18 12" aria-hidden="true">${shape}</svg>`;
const line = (name: string): string => key(`<line class="${name}" x1="0" y1="6" x2="18" y2="6"/>`);
const area = (name: string): string => key(`<rect class="${name}" x=".5" y="1.5" width="17" height="9" rx="1.5"/>`);

/** `<ul class="legend">` */
export function legendMarkup(parts: LegendParts, texts: ForecastChartTexts): string {
  const items = [`${line('k-history')}${escapeMarkup(texts.history)}`];
  if (parts.forecast) {
    const detail = texts.forecastDetail === '' ? '' : `<span class="wide">${escapeMarkup(texts.forecastDetail)}</span>`;
    items.push(`${line('k-median')}${escapeMarkup(texts.forecast)}${detail}`);
  }
  if (parts.interval80) items.push(`${area('k-80')}80%`);
  if (parts.interval95) items.push(`${area('k-95')}95%`);
  if (parts.faults) {
    items.push(`${key('<line class="k-fault" x1="9" y1="3" x2="9" y2="11"/>')}${escapeMarkup(texts.fault)}`);
  }
  return `<ul class="legend">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}
