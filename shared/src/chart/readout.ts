import { escapeMarkup } from './escape-markup.js';
import type { ForecastChartTexts, PointText } from './types.js';

const item = (name: string, value: string): string =>
  `<span>${escapeMarkup(name)} <b>${escapeMarkup(value)}</b></span>`;

/** What the strip below says before the reader points at anything: the forecast's peak. */
export function peakReadout(peak: PointText, texts: ForecastChartTexts): string {
  const items = [item(texts.peak, peak.time), item(texts.median, peak.value)];
  if (peak.interval80 !== null) items.push(item('80%', peak.interval80));
  if (peak.interval95 !== null) items.push(item('95%', peak.interval95));
  const hint = `<span class="push needs-script">${escapeMarkup(texts.readoutHint)}</span>`;
  return `<div class="readout"><span class="readout__values">${items.join('')}</span>${hint}</div>`;
}

/** The same strip while the forecast is calculated; of the same height, so that nothing moves when it comes. */
export const waitingReadout = (texts: ForecastChartTexts): string =>
  `<div class="readout" role="status"><span>${escapeMarkup(texts.waitingReadout)}</span></div>`;

/** Words of the slider that moves through the points. */
export type SliderTexts = Pick<ForecastChartTexts, 'median' | 'sliderLabel'>;

/** What a screen reader says for a point of the slider. */
export function pointSentence(point: PointText, texts: Pick<SliderTexts, 'median'>): string {
  const parts = [point.time, `${texts.median} ${point.value}`];
  if (point.interval80 !== null) parts.push(`80% ${point.interval80}`);
  if (point.interval95 !== null) parts.push(`95% ${point.interval95}`);
  return parts.join(', ');
}
